// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/sound_levels.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <limits>

#include "speech/speech_envelope.h"

namespace vina {
namespace {

constexpr std::int64_t kStep = milliseconds(1).count();

std::int64_t first_step(Samples from) {
  return std::max<std::int64_t>(from.count(), 0) / kStep;
}

std::int64_t end_step(Samples to, Samples length) {
  return (std::min(to, length).count() + kStep - 1) / kStep;
}

std::uint16_t percentile(const std::vector<std::uint16_t>& sorted, std::size_t percent) {
  return sorted.empty() ? std::uint16_t{0} : sorted[(sorted.size() - 1) * percent / 100];
}

/// Silent is what is hardly louder than the quietest moments, but never what is as loud as a soft consonant: a sound
/// without pauses has no quiet moments.
std::uint16_t find_threshold(std::vector<std::uint16_t> peaks) {
  std::sort(peaks.begin(), peaks.end());
  const int noise = percentile(peaks, 5) * 3;
  const int soft = percentile(peaks, 90) / 20;
  return static_cast<std::uint16_t>(std::max(kAudibleAmplitude, std::min(noise, soft)));
}

}  // namespace

void SoundLevels::append(std::span<const std::int16_t> samples) {
  while (!samples.empty()) {
    const std::int64_t inside = length_.count() % kStep;
    if (inside == 0) peaks_.push_back(0);
    const auto part = samples.first(std::min(samples.size(), static_cast<std::size_t>(kStep - inside)));
    int peak = peaks_.back();
    for (const std::int16_t sample : part) peak = std::max(peak, std::abs(int{sample}));
    peaks_.back() = static_cast<std::uint16_t>(peak);
    length_ += Samples{static_cast<std::int64_t>(part.size())};
    samples = samples.subspan(part.size());
  }
}

void SoundLevels::finish() {
  threshold_ = find_threshold(peaks_);
  audible_before_.assign(1, 0);
  audible_before_.reserve(peaks_.size() + 1);
  for (const std::uint16_t peak : peaks_) {
    audible_before_.push_back(audible_before_.back() + (peak >= threshold_ ? 1 : 0));
  }
}

std::vector<SoundLevels::Pause> SoundLevels::pauses(Samples from, Samples to, Samples shortest) const {
  std::vector<Pause> found;
  const std::int64_t end = end_step(to, length_);
  for (std::int64_t step = first_step(from); step < end;) {
    const std::int64_t begin = step;
    while (step < end && !is_audible(step)) ++step;
    const Pause pause{std::max(from, Samples{begin * kStep}), std::min({to, length_, Samples{step * kStep}})};
    if (step > begin && pause.end - pause.start >= shortest) found.push_back(pause);
    while (step < end && is_audible(step)) ++step;
  }
  return found;
}

std::optional<Samples> SoundLevels::first_audible(Samples from, Samples to) const {
  const std::int64_t end = end_step(to, length_);
  for (std::int64_t step = first_step(from); step < end; ++step) {
    if (is_audible(step)) return std::max(from, Samples{step * kStep});
  }
  return std::nullopt;
}

std::optional<Samples> SoundLevels::last_audible(Samples from, Samples to) const {
  const std::int64_t begin = first_step(from);
  for (std::int64_t step = end_step(to, length_); step-- > begin;) {
    if (is_audible(step)) return std::min({to, length_, Samples{(step + 1) * kStep}});
  }
  return std::nullopt;
}

Samples SoundLevels::quietest(Samples from, Samples to) const {
  constexpr std::int64_t kWidth = 5;
  std::int64_t best = first_step(from);
  int best_peak = std::numeric_limits<int>::max();
  const std::int64_t end = end_step(to, length_);
  for (std::int64_t step = best; step + kWidth <= end; ++step) {
    const auto begin = peaks_.begin() + step;
    const int peak = *std::max_element(begin, begin + kWidth);
    if (peak >= best_peak) continue;
    best_peak = peak;
    best = step + kWidth / 2;
  }
  return std::clamp(Samples{best * kStep}, from, std::max(from, to));
}

std::int64_t SoundLevels::audible_before(Samples position) const {
  assert(!audible_before_.empty());
  const auto step = static_cast<std::size_t>(first_step(position));
  return audible_before_[std::min(step, audible_before_.size() - 1)];
}

Samples SoundLevels::after_audible(std::int64_t count) const {
  const auto place = std::lower_bound(audible_before_.begin(), audible_before_.end(), count);
  return std::min(length_, Samples{(place - audible_before_.begin()) * kStep});
}

}  // namespace vina
