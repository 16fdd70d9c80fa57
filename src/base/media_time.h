// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <compare>
#include <cstdint>

/// Note [One clock]
/// Everything in a lesson video is placed on one integer clock: audio samples at 48,000 a second. Video runs at 30
/// frames a second, so one frame is exactly 1,600 samples and frame borders are exact sample positions. Slide starts
/// and bullet reveals fall on frame borders; captions take their times from the same positions and turn them into
/// milliseconds only when they are written. No code outside `timeline` adds up durations, and none keeps time in
/// floating point.
namespace vina {

inline constexpr std::int64_t kSampleRate = 48'000;
inline constexpr std::int64_t kFramesPerSecond = 30;
inline constexpr std::int64_t kSamplesPerFrame = kSampleRate / kFramesPerSecond;
static_assert(kSamplesPerFrame * kFramesPerSecond == kSampleRate);

/// A count of one unit, or a position counted from the start of something. Units do not mix.
template <typename Unit>
class Ticks {
 public:
  constexpr Ticks() = default;
  explicit constexpr Ticks(std::int64_t count) : count_{count} {}

  constexpr std::int64_t count() const { return count_; }

  constexpr auto operator<=>(const Ticks&) const = default;
  constexpr Ticks operator-() const { return Ticks{-count_}; }
  constexpr Ticks& operator+=(Ticks other) { return count_ += other.count_, *this; }
  constexpr Ticks& operator-=(Ticks other) { return count_ -= other.count_, *this; }
  friend constexpr Ticks operator+(Ticks a, Ticks b) { return a += b; }
  friend constexpr Ticks operator-(Ticks a, Ticks b) { return a -= b; }
  friend constexpr Ticks operator*(Ticks a, std::int64_t factor) { return Ticks{a.count_ * factor}; }

 private:
  std::int64_t count_ = 0;
};

/// Audio samples at 48,000 a second.
using Samples = Ticks<struct SampleUnit>;
/// Video frames at 30 a second.
using Frames = Ticks<struct FrameUnit>;

constexpr Samples to_samples(Frames frames) {
  return Samples{frames.count() * kSamplesPerFrame};
}

/// The frame on screen at `position` (position must not be negative).
constexpr Frames frame_at(Samples position) {
  return Frames{position.count() / kSamplesPerFrame};
}

/// The first frame border at or after `position` (position must not be negative).
constexpr Frames next_frame_border(Samples position) {
  return Frames{(position.count() + kSamplesPerFrame - 1) / kSamplesPerFrame};
}

/// Rounded to the nearest millisecond, halves up. For writing captions; never computed with.
constexpr std::int64_t to_milliseconds(Samples position) {
  return (position.count() + 24) / 48;
}

constexpr Samples milliseconds(std::int64_t count) {
  return Samples{count * 48};
}

/// For people and reports only.
constexpr double to_seconds(Samples length) {
  return static_cast<double>(length.count()) / static_cast<double>(kSampleRate);
}

}  // namespace vina
