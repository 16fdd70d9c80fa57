// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/caption_check.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <fmt/format.h>

#include "base/small_file.h"
#include "base/white_space.h"
#include "check/webvtt_reader.h"
#include "wrap/crypto/hash.h"

namespace vina {
namespace {

/// One frame.
constexpr std::int64_t kToleranceMs = 1000 / kFramesPerSecond + 1;

struct PlacedTalk {
  std::size_t slide = 0;   ///< counted from 1
  std::size_t bullet = 0;  ///< the same
  Samples start;
  std::int64_t start_ms = 0;
  std::string sha256;
};

std::vector<PlacedTalk> talks_of(const Receipt& receipt) {
  std::vector<PlacedTalk> talks;
  for (std::size_t slide = 0; slide < receipt.slides.size(); ++slide) {
    for (std::size_t bullet = 0; bullet < receipt.slides[slide].bullets.size(); ++bullet) {
      const Receipt::Bullet& told = receipt.slides[slide].bullets[bullet];
      const Samples start = to_samples(told.reveal);
      talks.push_back({slide + 1, bullet + 1, start, to_milliseconds(start), told.talk_sha256});
    }
  }
  return talks;
}

/// The cues that belong to one talk: those that start in its time.
class CuesOfTalk {
 public:
  CuesOfTalk(const std::vector<ReadCue>& cues, std::int64_t from_ms, std::int64_t to_ms) {
    const auto starts_before = [](const ReadCue& cue, std::int64_t ms) { return cue.start_ms < ms; };
    first_ = std::lower_bound(cues.begin(), cues.end(), from_ms - kToleranceMs, starts_before);
    last_ = std::lower_bound(first_, cues.end(), to_ms - kToleranceMs, starts_before);
  }

  bool empty() const { return first_ == last_; }
  std::int64_t start_ms() const { return first_->start_ms; }
  std::string sha256() const {
    std::string text;
    for (auto cue = first_; cue != last_; ++cue) text += cue->text;
    return crypto::sha256(without_white_space(text));
  }

 private:
  std::vector<ReadCue>::const_iterator first_, last_;
};

std::size_t characters_of(const std::string& utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

Finding speed_finding(const std::vector<ReadCue>& cues, const Receipt& receipt) {
  double fastest = 0;
  for (const ReadCue& cue : cues) {
    const double characters = static_cast<double>(characters_of(cue.text)) - 1;  // the last line feed
    fastest = std::max(fastest, 1000 * characters / static_cast<double>(cue.end_ms - cue.start_ms));
  }
  const double told = receipt.captions->fastest_characters_per_second;
  // The report counts characters as readers see them, of which some are several code points.
  return {"captions speed", cues.size() == receipt.captions->cues && fastest >= told - 0.5,
          fmt::format("{} cues, up to {:.1f} characters a second", receipt.captions->cues, told),
          fmt::format("{} cues, up to {:.1f} code points a second", cues.size(), fastest)};
}

}  // namespace

std::vector<Finding> check_captions(const std::filesystem::path& webvtt, const Receipt& receipt) {
  const WebVttReading reading = read_webvtt(read_small_file(webvtt));
  const std::vector<PlacedTalk> talks = talks_of(receipt);
  const std::int64_t end_ms = to_milliseconds(to_samples(receipt.length));
  Finding syntax{"captions syntax", !reading.fault, "valid WebVTT, cues in order", reading.fault.value_or("valid")};
  if (syntax.ok && !reading.cues.empty() && reading.cues.back().end_ms > end_ms + 1) {
    syntax.ok = false;
    syntax.found =
        fmt::format("a cue ends at {:.3f} s, after the video", static_cast<double>(reading.cues.back().end_ms) / 1000);
  }
  Deviations wrong_texts;
  Deviations wrong_onsets;
  std::int64_t furthest_ms = 0;
  for (std::size_t i = 0; i < talks.size(); ++i) {
    const PlacedTalk& talk = talks[i];
    const CuesOfTalk cues{reading.cues, i == 0 ? 0 : talk.start_ms,
                          i + 1 < talks.size() ? talks[i + 1].start_ms : end_ms + 1000};
    if (cues.sha256() != talk.sha256) {
      wrong_texts.add({cues.empty() ? "has no captions" : "the captions do not say its talk word for word", talk.start,
                       talk.slide, talk.bullet});
    }
    if (cues.empty()) {
      wrong_onsets.add({"has no captions", talk.start, talk.slide, talk.bullet});
      continue;
    }
    const std::int64_t off_ms = cues.start_ms() - talk.start_ms;
    furthest_ms = std::max(furthest_ms, std::abs(off_ms));
    if (std::abs(off_ms) <= kToleranceMs) continue;
    wrong_onsets.add({fmt::format("its first cue begins {} ms {}", std::abs(off_ms), off_ms > 0 ? "late" : "early"),
                      talk.start, talk.slide, talk.bullet});
  }
  return {std::move(syntax),
          wrong_texts.finding("captions text", "every talk, word for word, at its time",
                              fmt::format("{} talks, word for word", talks.size())),
          wrong_onsets.finding("captions onsets", "a cue begins with each talk, give or take one frame",
                               fmt::format("{} ms apart at most", furthest_ms)),
          speed_finding(reading.cues, receipt)};
}

}  // namespace vina
