// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Any text with any word times: the captions keep the text, the lines, the order and the slide's borders.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "captions/cue_builder.h"
#include "captions/srt_writer.h"
#include "captions/webvtt_writer.h"
#include "timeline/timeline_builder.h"
#include "unit/captions/caption_rules.h"
#include "wrap/icu/segments.h"
#include "wrap/icu/utf8.h"

namespace {

/// Hands out the fuzzer's bytes; zeros once they are used up.
class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_{data}, size_{size} {}
  unsigned next() { return used_ < size_ ? data_[used_++] : 0U; }
  bool empty() const { return used_ >= size_; }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t used_ = 0;
};

/// Valid UTF-8 without control characters, as the lesson reader lets through; spaces are frequent.
std::string read_talk(Bytes& bytes, std::size_t length) {
  std::string raw;
  while (raw.size() < length && !bytes.empty()) raw += static_cast<char>(bytes.next());
  std::string talk = "x";
  for (std::size_t position = 0; position < raw.size();) {
    const std::size_t begin = position;
    const auto character = vina::icu::next_character(raw, position);
    const bool usable = character && *character >= 0x20 && (*character < 0x7F || *character > 0x9F);
    talk += usable ? raw.substr(begin, position - begin) : std::string{" "};
  }
  while (talk.back() == ' ') talk.pop_back();
  return talk;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vina;
  if (size > 4096) return 0;
  Bytes bytes{data, size};
  Lesson lesson;
  lesson.slides.emplace_back();
  Narration narration;
  Samples now;
  CaptionOptions options;
  options.characters_per_line = static_cast<int>(10 + bytes.next() % 30);
  options.lines = static_cast<int>(1 + bytes.next() % 3);
  const std::size_t items = 1 + bytes.next() % 3;
  for (std::size_t i = 0; i < items; ++i) {
    const std::size_t length = bytes.next() * 4;
    const std::int64_t pace = 1 + static_cast<std::int64_t>(bytes.next()) * 200;
    const std::string talk = read_talk(bytes, length);
    lesson.slides[0].items.push_back({"bullet", talk, std::nullopt});
    const Samples start = now;
    for (const TextSpan word : icu::words(talk, "")) {
      const unsigned choice = bytes.next();
      now += Samples{pace * (choice % 16 == 0 ? 40 : choice % 4)};
      const Samples end = now + Samples{1 + pace * (choice / 16)};
      if (choice % 32 != 31) narration.words.push_back({i, word, now, end});
      now = end;
    }
    if (now == start) now += Samples{1 + pace};
    narration.items.push_back({start, now});
  }
  const Timeline timeline = build_timeline(lesson, {&narration, 1}, TimelineOptions{});
  const char* languages[] = {"en", "de", "ja", "", "th", "ar"};
  const CaptionSet set = build_cues(lesson, timeline, {languages[bytes.next() % 6]}, options);
  const auto faults = tests::broken_rules(lesson, timeline, set, options);
  if (!faults.empty() || to_webvtt(set.cues).empty() || (to_srt(set.cues).empty() && !set.cues.empty())) {
    for (const std::string& fault : faults) std::fprintf(stderr, "%s\n", fault.c_str());
    std::abort();
  }
  return 0;
}
