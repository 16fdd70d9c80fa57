// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/sound/peak_limiter.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <deque>
#include <numbers>

namespace vina {
namespace {

constexpr std::size_t kPhases = 3;  // at a quarter, a half and three quarters of the way to the next sample
constexpr std::size_t kTaps = 12;
constexpr std::size_t kBox = 481;  // about 10 ms; odd, so that it has a middle
constexpr std::size_t kReach = kBox - 1;
constexpr std::size_t kMargin = 8;  // samples at both ends whose neighbourhood the interpolator cannot see
static_assert(PeakLimiter::kContext == 2 * kReach + kMargin && kMargin > kTaps / 2 + 1);

constexpr std::int64_t kUnity = std::int64_t{1} << 24;

std::vector<float> make_interpolator() {
  std::vector<float> weights;
  for (std::size_t phase = 1; phase <= kPhases; ++phase) {
    for (std::size_t tap = 0; tap < kTaps; ++tap) {
      const double distance = static_cast<double>(tap) - (static_cast<double>(kTaps) / 2 - 1) -
                              static_cast<double>(phase) / static_cast<double>(kPhases + 1);
      const double angle = std::numbers::pi * distance;
      const double window = 0.5 + 0.5 * std::cos(angle / (static_cast<double>(kTaps) / 2));
      weights.push_back(static_cast<float>(std::sin(angle) / angle * window));
    }
  }
  return weights;
}

/// The least of `values` in each window of `length` of them.
std::vector<std::int64_t> running_minimum(std::span<const std::int64_t> values, std::size_t length) {
  std::vector<std::int64_t> minima;
  minima.reserve(values.size());
  std::deque<std::size_t> candidates;  // indices whose values rise; the first is the minimum
  for (std::size_t i = 0; i < values.size(); ++i) {
    while (!candidates.empty() && values[candidates.back()] >= values[i]) candidates.pop_back();
    candidates.push_back(i);
    if (candidates.front() + length <= i) candidates.pop_front();
    if (i + 1 >= length) minima.push_back(values[candidates.front()]);
  }
  return minima;
}

/// The sum of each window of `length` values.
std::vector<std::int64_t> running_sum(std::span<const std::int64_t> values, std::size_t length) {
  std::vector<std::int64_t> sums;
  sums.reserve(values.size());
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += values[i];
    if (i + 1 < length) continue;
    sums.push_back(sum);
    sum -= values[i + 1 - length];
  }
  return sums;
}

}  // namespace

PeakLimiter::PeakLimiter(float ceiling) : ceiling_{ceiling}, interpolator_{make_interpolator()} {
  assert(ceiling > 0.0F);
}

std::vector<std::int64_t> PeakLimiter::needed_gains(std::span<const float> sound) const {
  std::vector<float> peaks(sound.size());
  std::ranges::transform(sound, peaks.begin(), [](float sample) { return std::abs(sample); });
  // Where two neighbours are under half the ceiling, nothing between them passes it: speech has little near 24 kHz.
  const float loud = ceiling_ / 2;
  for (std::size_t i = kTaps / 2; i + kTaps / 2 + 1 < sound.size(); ++i) {
    if (std::abs(sound[i]) < loud && std::abs(sound[i + 1]) < loud) continue;
    const float* neighbours = sound.data() + (i + 1 - kTaps / 2);
    for (std::size_t phase = 0; phase < kPhases; ++phase) {
      float between = 0.0F;
      for (std::size_t tap = 0; tap < kTaps; ++tap) between += neighbours[tap] * interpolator_[phase * kTaps + tap];
      peaks[i] = std::max(peaks[i], std::abs(between));
      peaks[i + 1] = std::max(peaks[i + 1], std::abs(between));
    }
  }
  std::vector<std::int64_t> gains;
  gains.reserve(sound.size() - 2 * kMargin);
  for (const float peak : std::span{peaks}.subspan(kMargin, sound.size() - 2 * kMargin)) {
    gains.push_back(peak <= ceiling_ ? kUnity
                                     : static_cast<std::int64_t>(ceiling_ / peak * static_cast<float>(kUnity)));
  }
  return gains;
}

void PeakLimiter::apply(std::span<const float> sound, std::span<float> limited) const {
  assert(sound.size() == limited.size() + 2 * static_cast<std::size_t>(kContext));
  const std::span<const float> middle = sound.subspan(kContext, limited.size());
  const bool quiet = std::ranges::all_of(sound, [&](float sample) { return std::abs(sample) < ceiling_ / 2; });
  if (quiet) {
    std::ranges::copy(middle, limited.begin());
    return;
  }
  const std::vector<std::int64_t> needed = needed_gains(sound);
  if (std::ranges::all_of(needed, [](std::int64_t gain) { return gain == kUnity; })) {
    std::ranges::copy(middle, limited.begin());  // as in most blocks: what follows would multiply each sample by 1
    return;
  }
  const std::vector<std::int64_t> least = running_minimum(needed, 2 * kReach + 1);
  const std::vector<std::int64_t> smooth = running_sum(running_sum(least, kBox), kBox);
  assert(smooth.size() == limited.size());
  constexpr double kScale = 1.0 / (static_cast<double>(kUnity) * kBox * kBox);
  for (std::size_t i = 0; i < limited.size(); ++i) {
    limited[i] = middle[i] * static_cast<float>(static_cast<double>(smooth[i]) * kScale);
  }
}

}  // namespace vina
