// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/sound_check.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace vina {
namespace {

/// -54 dBFS. Planned silences are digital; even an "f" or "h" starts above it at the level of a lesson.
constexpr float kAudible = 0.002F;
constexpr Samples kMillisecond = milliseconds(1);
constexpr Samples kTolerance = to_samples(Frames{1});
/// A transform coder smears a sound over the 2,048 samples of its window, to either side.
constexpr Samples kSmear{2048};
/// What is heard so long before a talk is not that talk, too early.
constexpr Samples kEarly = milliseconds(250);
/// With less silence before a talk its beginning cannot be told from the end of the one before.
constexpr Samples kEnoughSilence = milliseconds(100);
/// Voices pause so long within a talk without anything being wrong.
constexpr Samples kPause = milliseconds(1500);
constexpr Samples kMoreThanThePause = milliseconds(500);
constexpr double kLoudnessTolerance = 1.0;  // LU
constexpr double kReportTolerance = 0.3;    // LU, between two measurements of the same sound
constexpr double kHighestTruePeak = -1.0;   // dBTP
constexpr double kPeakTolerance = 0.05;     // dB, of which meters differ
constexpr Samples kLongestAccessUnit{1024};
constexpr double kReportPeakTolerance = 0.5;  // dB, between two measurements of the same sound
/// A limiter is at work where the true peak is no lower: its ceiling is -1.5 dBTP, and AAC moves peaks a little.
constexpr double kLimitedPeak = -2.0;
/// Of both channels as samples of -1 to 1: they are coded as one, and so decoded alike.
constexpr float kMostDifference = kAudible;
/// What differs again so soon still does.
constexpr Samples kStillDiffers = milliseconds(1000);
/// Windows of 400 ms that talks only half fill would read too low: less than this is measured again and again.
constexpr auto kMeteredSize = static_cast<std::size_t>(2 * milliseconds(3000).count());  // samples of both channels

}  // namespace

SoundCheck::SoundCheck(const Receipt& receipt)
    : length_{to_samples(receipt.length)},
      asked_lufs_{receipt.asked_lufs},
      told_lufs_{receipt.measured_lufs},
      told_peak_dbtp_{receipt.true_peak_dbtp} {
  Samples silent_from;
  for (std::size_t slide = 0; slide < receipt.slides.size(); ++slide) {
    for (std::size_t bullet = 0; bullet < receipt.slides[slide].bullets.size(); ++bullet) {
      const Receipt::Bullet& told = receipt.slides[slide].bullets[bullet];
      Talk talk{.slide = slide + 1,
                .bullet = bullet + 1,
                .start = to_samples(told.reveal),
                .end = told.speech_end,
                .longest_pause = told.longest_pause,
                .heard_from = {},
                .onset = {}};
      talk.heard_from = std::min(std::max(silent_from, talk.start - kEarly), talk.start);
      talk.can_be_judged = talk.start - silent_from >= kEnoughSilence || talks_.empty();
      silent_from = talk.end + kSmear;
      talks_.push_back(talk);
    }
  }
}

void SoundCheck::add(Samples start, std::span<const float> left, std::span<const float> right) {
  if (start != position_) {
    gaps_.add({fmt::format("jumps to {}", clock_text(start)), position_});
    position_ = start;
    millisecond_start_ = start;
  }
  interleaved_.clear();
  for (std::size_t i = 0; i < left.size(); ++i) {
    interleaved_.push_back(left[i]);
    interleaved_.push_back(right[i]);
    peak_ = std::max({peak_, std::abs(left[i]), std::abs(right[i])});
    difference_ = std::max(difference_, std::abs(left[i] - right[i]));
    position_ += Samples{1};
    if (position_ - millisecond_start_ < kMillisecond) continue;
    add_millisecond(millisecond_start_, peak_ >= kAudible);
    if (difference_ > kMostDifference) note_difference(millisecond_start_);
    millisecond_start_ = position_;
    peak_ = 0;
    difference_ = 0;
  }
  meter_.add(interleaved_);
  meter_talks(start);
}

void SoundCheck::add_millisecond(Samples at, bool audible) {
  // Where a talk follows without a pause, what is heard from its beginning on is its own.
  const auto is_over = [&] {
    return at >= talks_[now_].end + kSmear || (now_ + 1 < talks_.size() && at >= talks_[now_ + 1].start);
  };
  while (now_ < talks_.size() && is_over()) {
    note_pause(talks_[now_], talks_[now_].end);
    ++now_;
  }
  if (!audible) return;
  if (now_ == talks_.size() || at < talks_[now_].heard_from) {
    quiet_since_ = at + kMillisecond;
    if (noisy_before_ == now_) return;  // one is enough for each silence
    noisy_before_ = now_;
    const std::size_t slide = now_ < talks_.size() ? talks_[now_].slide : talks_.empty() ? 0 : talks_.back().slide;
    return noises_.add({"a sound, in a planned silence", at, slide});
  }
  Talk& talk = talks_[now_];
  note_pause(talk, at);
  quiet_since_ = at + kMillisecond;
  if (!std::exchange(talk.heard, true)) talk.onset = at;
}

void SoundCheck::note_difference(Samples at) {
  const bool goes_on = differed_ && at - *differed_ < kStillDiffers;
  differed_ = at;
  if (goes_on) return;
  const std::size_t slide = talks_.empty() ? 0 : talks_[std::min(now_, talks_.size() - 1)].slide;
  differences_.add({"left and right differ", at, slide});
}

/// Passes on what the talks have of interleaved_, which begins at `start`.
void SoundCheck::meter_talks(Samples start) {
  const Samples end = start + Samples{static_cast<std::int64_t>(interleaved_.size() / 2)};
  while (metered_ < talks_.size() && talks_[metered_].end <= start) ++metered_;
  for (std::size_t i = metered_; i < talks_.size() && talks_[i].start < end; ++i) {
    const Samples from = std::max(talks_[i].start, start);
    const Samples to = std::min(talks_[i].end, end);
    if (from >= to) continue;
    const auto part = std::span<const float>{interleaved_}.subspan(2 * static_cast<std::size_t>((from - start).count()),
                                                                   2 * static_cast<std::size_t>((to - from).count()));
    talk_meter_.add(part);
    if (first_talks_.size() < kMeteredSize) first_talks_.insert(first_talks_.end(), part.begin(), part.end());
  }
}

/// How loud the talks are, whatever the silences between them.
double SoundCheck::talk_lufs() {
  if (!first_talks_.empty()) {
    for (std::size_t size = first_talks_.size(); size < kMeteredSize; size += first_talks_.size()) {
      talk_meter_.add(first_talks_);
    }
  }
  return talk_meter_.integrated_lufs();
}

/// It was silent from quiet_since_ to `end`: what lies within the talk may be no longer than a pause.
void SoundCheck::note_pause(const Talk& talk, Samples end) {
  const Samples from = std::max(quiet_since_, talk.start);
  const Samples longest = std::max(kPause, talk.longest_pause + kMoreThanThePause);
  if (end - from <= longest && (talk.heard || end < talk.end)) return;
  silences_.add({fmt::format("silent for {:.1f} s", to_seconds(end - from)), from, talk.slide, talk.bullet});
}

Finding SoundCheck::onsets_finding() const {
  Deviations faults;
  std::size_t judged = 0;
  Samples furthest;
  for (const Talk& talk : talks_) {
    if (!talk.can_be_judged) continue;
    ++judged;
    const Samples off = std::max(talk.onset, talk.start) - std::min(talk.onset, talk.start);
    if (!talk.heard) {
      faults.add({"is not heard", talk.start, talk.slide, talk.bullet});
    } else if (off > kTolerance) {
      faults.add({fmt::format("begins {} ms {}", to_milliseconds(off), talk.onset > talk.start ? "late" : "early"),
                  talk.start, talk.slide, talk.bullet});
    } else {
      furthest = std::max(furthest, off);
    }
  }
  return faults.finding(
      "speech onsets", "every talk begins as its bullet appears, give or take 33 ms",
      fmt::format("{} of {} talks judged, {} ms off at most", judged, talks_.size(), to_milliseconds(furthest)));
}

Finding SoundCheck::loudness_finding() {
  const double measured = meter_.integrated_lufs();
  const double talks = talk_lufs();
  const bool as_told = std::abs(measured - told_lufs_) <= kReportTolerance || measured == told_lufs_;
  const bool as_asked = std::abs(measured - asked_lufs_) <= kLoudnessTolerance;
  // The talks are as loud as was asked for: where they are few and short, the silences around them make it less. A
  // voice with sharp peaks cannot be as loud as somebody may ask for: then the limiter shows.
  const bool may_be_less =
      talks >= asked_lufs_ - kLoudnessTolerance || meter_.true_peak_dbtp() >= kLimitedPeak || std::isinf(measured);
  return {"loudness", as_told && (as_asked || (measured < asked_lufs_ && may_be_less)),
          fmt::format("{:.1f} LUFS, give or take 1; the report says {:.1f}", asked_lufs_, told_lufs_),
          fmt::format("{:.1f} LUFS, of the talks alone {:.1f}", measured, talks)};
}

Finding SoundCheck::peak_finding() const {
  const double peak = meter_.true_peak_dbtp();
  const bool as_told = std::abs(peak - told_peak_dbtp_) <= kReportPeakTolerance || peak == told_peak_dbtp_;
  return {"true peak", as_told && peak <= kHighestTruePeak + kPeakTolerance,
          fmt::format("-1.0 dBTP at most; the report says {:.1f}", told_peak_dbtp_), fmt::format("{:.1f} dBTP", peak)};
}

std::vector<Finding> SoundCheck::findings() {
  for (; now_ < talks_.size(); ++now_) note_pause(talks_[now_], talks_[now_].end);
  const bool is_long_enough = position_ >= length_ && position_ < length_ + kLongestAccessUnit + kTolerance;
  Finding length =
      gaps_.finding("sound length", fmt::format("{} in one piece", clock_text(length_)), clock_text(position_));
  length.ok = length.ok && is_long_enough;
  return {std::move(length),
          onsets_finding(),
          noises_.finding("planned silences", "no sound between the talks", "no sound between the talks"),
          silences_.finding("silent stretches", "no silence within a talk but its pauses", "no silence but pauses"),
          differences_.finding("channels", "left and right sound alike", "alike"),
          loudness_finding(),
          peak_finding()};
}

}  // namespace vina
