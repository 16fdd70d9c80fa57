// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/media_time.h"

namespace vina {

/// −54 dBFS. Voices are silent far below it in their pauses, and even an "f" or "h" starts above it.
inline constexpr int kAudibleAmplitude = 64;

/// Where a sound can be heard, to a millisecond: 1 byte for each.
class SpeechEnvelope {
 public:
  void append(std::span<const std::int16_t> samples);

  Samples length() const { return length_; }
  /// The first audible millisecond that ends after `from` and starts before `to`; its start, or `from` if that is
  /// later. Nothing if all of it is silent.
  std::optional<Samples> first_audible(Samples from, Samples to) const;
  /// One past the last audible millisecond between `from` and `to`, or `to` if that is earlier.
  std::optional<Samples> last_audible(Samples from, Samples to) const;

 private:
  std::vector<std::uint8_t> audible_;
  Samples length_;
};

/// Index of the first audible sample, or samples.size().
std::size_t find_onset(std::span<const std::int16_t> samples);

}  // namespace vina
