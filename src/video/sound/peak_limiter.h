// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace vina {

/// Keeps the true peak (ITU-R BS.1770-4, annex 2: between the samples too) under a ceiling.
///
/// Note [Limiting without state]
/// The gain of a sample is a function of the samples around it alone: the least gain that any of them within 10 ms
/// needs, smoothed over 10 ms to both sides. So the result neither lags behind the sound nor depends on where a block
/// starts, and the slides of a lesson can be limited one by one on several threads. Gains are whole numbers until the
/// last step: running sums of them are exact.
///
/// Immutable, so thread-safe.
class PeakLimiter {
 public:
  /// Samples that must be known before and after those that are limited.
  static constexpr std::int64_t kContext = 968;

  /// `ceiling` is a linear amplitude above 0.
  explicit PeakLimiter(float ceiling);

  /// Writes the limited form of `sound` without its first and last kContext samples to `limited`.
  void apply(std::span<const float> sound, std::span<float> limited) const;

  float ceiling() const { return ceiling_; }

 private:
  std::vector<std::int64_t> needed_gains(std::span<const float> sound) const;

  float ceiling_;
  std::vector<float> interpolator_;  ///< kPhases rows of kTaps weights
};

}  // namespace vina
