// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/caption_check.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/small_file.h"
#include "base/white_space.h"
#include "check/srt_reader.h"
#include "check/webvtt_reader.h"
#include "wrap/crypto/hash.h"
#include "wrap/icu/segments.h"

namespace vina {
namespace {

/// One frame.
constexpr std::int64_t kToleranceMs = 1000 / kFramesPerSecond + 1;
/// No cue stays longer (docs/captions.md), even if its talk goes on; give or take a frame.
constexpr std::int64_t kLongestMs = 7000 - kToleranceMs;
/// Of the fastest cue's speed, in characters a second: some characters are told apart only by what lies around them.
constexpr double kSpeedTolerance = 0.5;

struct PlacedTalk {
  std::size_t slide = 0;   ///< counted from 1
  std::size_t bullet = 0;  ///< the same
  Samples start;
  std::int64_t start_ms = 0;
  std::int64_t end_ms = 0;
  std::int64_t longest_pause_ms = 0;
  std::string sha256;
};

std::vector<PlacedTalk> talks_of(const Receipt& receipt) {
  std::vector<PlacedTalk> talks;
  for (std::size_t slide = 0; slide < receipt.slides.size(); ++slide) {
    for (std::size_t bullet = 0; bullet < receipt.slides[slide].bullets.size(); ++bullet) {
      const Receipt::Bullet& told = receipt.slides[slide].bullets[bullet];
      const Samples start = to_samples(told.reveal);
      talks.push_back({slide + 1, bullet + 1, start, to_milliseconds(start), to_milliseconds(told.speech_end),
                       to_milliseconds(told.longest_pause), told.talk_sha256});
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
  auto begin() const { return first_; }
  auto end() const { return last_; }
  std::string sha256() const {
    std::string text;
    for (auto cue = first_; cue != last_; ++cue) text += cue->text;
    return crypto::sha256(without_white_space(text));
  }

 private:
  std::vector<ReadCue>::const_iterator first_, last_;
};

/// The fewest and the most characters a second that a cue may have been counted at.
struct Speed {
  double least = 0;
  double most = 0;
};

/// Characters as readers see them. A line break counts as one where it stands for a space, and not where it breaks a
/// word; times were rounded to milliseconds.
Speed speed_of(const ReadCue& cue) {
  double characters = 0;
  double breaks = -1;
  for (std::string_view rest = cue.text; !rest.empty(); ++breaks) {
    const std::size_t end = rest.find('\n');
    characters += static_cast<double>(icu::count_graphemes(rest.substr(0, end)));
    rest.remove_prefix(end + 1);
  }
  const auto shown_ms = static_cast<double>(cue.end_ms - cue.start_ms);
  const double most = shown_ms > 1 ? 1000 * (characters + breaks) / (shown_ms - 1) : 1000 * (characters + breaks);
  return {1000 * characters / (shown_ms + 1), most};
}

Finding speed_finding(const std::vector<ReadCue>& cues, const Receipt& receipt) {
  Speed fastest;
  for (const ReadCue& cue : cues) {
    const Speed speed = speed_of(cue);
    fastest = {std::max(fastest.least, speed.least), std::max(fastest.most, speed.most)};
  }
  const double told = receipt.captions->fastest_characters_per_second;
  const bool as_told = fastest.least <= told + kSpeedTolerance && fastest.most >= told - kSpeedTolerance;
  return {"captions speed", cues.size() == receipt.captions->cues && as_told,
          fmt::format("{} cues, up to {:.1f} characters a second", receipt.captions->cues, told),
          fmt::format("{} cues, up to {:.1f} characters a second", cues.size(), as_told ? told : fastest.most)};
}

/// A cue may leave no more of its talk without captions than the longest pause, before the next one or the talk's end:
/// voices sound on after the time of their last word.
void judge_ends(const CuesOfTalk& cues, const PlacedTalk& talk, Deviations& faults) {
  for (auto cue = cues.begin(); cue != cues.end(); ++cue) {
    const auto next = cue + 1;
    const std::int64_t until = next == cues.end() ? talk.end_ms : std::min(next->start_ms, talk.end_ms);
    const std::int64_t spoken_until = until - talk.longest_pause_ms;
    const std::int64_t missing = spoken_until - cue->end_ms;
    if (missing <= kToleranceMs || cue->end_ms - cue->start_ms >= kLongestMs) continue;
    faults.add({fmt::format("a cue ends {} ms before it is spoken", missing), milliseconds(cue->end_ms), talk.slide,
                talk.bullet});
  }
}

/// Nothing where the file is no regular one that can be read as a whole.
std::optional<std::string> text_of(const std::filesystem::path& file) {
  std::string text = read_small_file(file);
  std::error_code fault;
  if (!text.empty() || (std::filesystem::is_regular_file(file, fault) && std::filesystem::file_size(file, fault) == 0))
    return text;
  return std::nullopt;
}

constexpr const char* kNoFile = "the file is missing or cannot be read";
constexpr const char* kValid = "valid WebVTT, cues in order";
constexpr const char* kEveryTalk = "every talk, word for word, at its time";
constexpr const char* kOnsets = "a cue begins with each talk, give or take one frame";
constexpr const char* kEnds = "cues stay until they are spoken, give or take one frame";

/// Of captions that could not be read to their end.
std::vector<Finding> unjudged(const std::string& fault, bool is_there, const Receipt& receipt) {
  const std::string found = is_there ? "not judged, as the syntax is wrong" : "not judged, as the file is missing";
  return {{"captions syntax", false, kValid, fault},
          {"captions text", false, kEveryTalk, found},
          {"captions onsets", false, kOnsets, found},
          {"captions ends", false, kEnds, found},
          {"captions speed", false,
           fmt::format("{} cues, up to {:.1f} characters a second", receipt.captions->cues,
                       receipt.captions->fastest_characters_per_second),
           found}};
}

/// What is wrong with a cue that stands in for `right`, or nothing.
std::string difference(const ReadCue& cue, const ReadCue& right) {
  if (cue.start_ms != right.start_ms) return fmt::format("begins {} ms off", cue.start_ms - right.start_ms);
  if (cue.end_ms != right.end_ms) return fmt::format("ends {} ms off", cue.end_ms - right.end_ms);
  return cue.text == right.text ? "" : "says something else";
}

}  // namespace

std::vector<Finding> check_captions(const std::filesystem::path& webvtt, const Receipt& receipt) {
  const std::optional<std::string> text = text_of(webvtt);
  if (!text) return unjudged(kNoFile, false, receipt);
  const CaptionReading reading = read_webvtt(*text);
  if (reading.fault) return unjudged(*reading.fault, true, receipt);
  const std::vector<PlacedTalk> talks = talks_of(receipt);
  const std::int64_t end_ms = to_milliseconds(to_samples(receipt.length));
  Finding syntax{"captions syntax", true, kValid, "valid"};
  if (!reading.cues.empty() && reading.cues.back().end_ms > end_ms + 1) {
    syntax.ok = false;
    syntax.found =
        fmt::format("a cue ends at {:.3f} s, after the video", static_cast<double>(reading.cues.back().end_ms) / 1000);
  }
  Deviations wrong_texts;
  Deviations wrong_onsets;
  Deviations wrong_ends;
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
    judge_ends(cues, talk, wrong_ends);
    const std::int64_t off_ms = cues.start_ms() - talk.start_ms;
    furthest_ms = std::max(furthest_ms, std::abs(off_ms));
    if (std::abs(off_ms) <= kToleranceMs) continue;
    wrong_onsets.add({fmt::format("its first cue begins {} ms {}", std::abs(off_ms), off_ms > 0 ? "late" : "early"),
                      talk.start, talk.slide, talk.bullet});
  }
  return {std::move(syntax),
          wrong_texts.finding("captions text", kEveryTalk, fmt::format("{} talks, word for word", talks.size())),
          wrong_onsets.finding("captions onsets", kOnsets, fmt::format("{} ms apart at most", furthest_ms)),
          wrong_ends.finding("captions ends", kEnds, "not before they are spoken"),
          speed_finding(reading.cues, receipt)};
}

Finding check_srt(const std::filesystem::path& srt, const std::filesystem::path& webvtt) {
  Finding finding{"SRT cues", false, "the cues of the WebVTT file", kNoFile};
  const std::optional<std::string> text = text_of(srt);
  if (!text) return finding;
  const CaptionReading reading = read_srt(*text);
  if (reading.fault) {
    finding.found = *reading.fault;
    return finding;
  }
  const CaptionReading right = read_webvtt(read_small_file(webvtt));
  if (right.fault) {
    finding.found = "not judged, as the WebVTT file cannot be read";
    return finding;
  }
  Deviations faults;
  for (std::size_t i = 0; i < std::min(reading.cues.size(), right.cues.size()); ++i) {
    const std::string wrong = difference(reading.cues[i], right.cues[i]);
    if (wrong.empty()) continue;
    faults.add({fmt::format("cue {} {}", i + 1, wrong), milliseconds(right.cues[i].start_ms)});
  }
  if (reading.cues.size() != right.cues.size()) {
    faults.add({fmt::format("has {} cues, not {}", reading.cues.size(), right.cues.size()), {}});
  }
  return faults.finding(finding.check, finding.expected, fmt::format("{} cues, the same", right.cues.size()));
}

Finding check_no_captions(const std::filesystem::path& webvtt, const std::filesystem::path& srt) {
  Finding finding{"captions file", true, "no captions, as the report says", "none"};
  std::error_code ignored;
  for (const std::filesystem::path& file : {webvtt, srt}) {
    if (!finding.ok || !std::filesystem::exists(file, ignored)) continue;
    finding.ok = false;
    finding.found = fmt::format("'{}' is beside the video; remove it, or name the right report", file.string());
  }
  return finding;
}

}  // namespace vina
