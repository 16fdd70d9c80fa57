// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Any talk and any marks give words that keep the promises of speech/word_alignment.h.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <vector>

#include "speech/word_alignment.h"

namespace {

struct RawMark {
  std::uint16_t begin;
  std::uint16_t end;
  std::int32_t start_sample;
  std::int32_t end_sample;
};

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vina;
  if (size < 2) return 0;
  const std::size_t mark_count = std::min<std::size_t>(data[0] % 32, (size - 2) / sizeof(RawMark));
  const Samples begin{data[1] * 100};
  const Samples end = begin + Samples{1 + data[0] * 500};
  std::vector<VoiceMark> marks;
  for (std::size_t index = 0; index < mark_count; ++index) {
    RawMark raw;
    std::memcpy(&raw, data + 2 + index * sizeof raw, sizeof raw);
    marks.push_back({{raw.begin, raw.end}, Samples{raw.start_sample}, Samples{raw.end_sample}});
  }
  const std::size_t text_begin = 2 + mark_count * sizeof(RawMark);
  const std::string_view talk{reinterpret_cast<const char*>(data) + text_begin, size - text_begin};

  const std::vector<TextSpan> words = split_into_words(talk, "ja");
  std::size_t text_end = 0;
  for (const TextSpan& word : words) {
    require(word.begin >= text_end && word.begin < word.end && word.end <= talk.size());
    text_end = word.end;
  }
  const std::vector<AlignedWord> aligned = align_words(talk, words, marks, begin, end);
  require(aligned.size() == words.size());
  Samples last_start = begin;
  for (std::size_t index = 0; index < aligned.size(); ++index) {
    require(aligned[index].text == words[index]);
    require(aligned[index].start >= last_start && aligned[index].start < aligned[index].end);
    require(aligned[index].end <= end);
    last_start = aligned[index].start;
  }
  return 0;
}
