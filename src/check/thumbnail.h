// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/pixels.h"
#include "wrap/ffmpeg/video_frame.h"

namespace vina {

/// The luma of a frame of kCanvas pixels, summed up over 54 x 96 squares of 20 x 20 pixels: enough to tell what changes
/// where, in twenty kilobytes for two million pixels.
class Thumbnail {
 public:
  static constexpr int kSquare = 20;
  static constexpr std::size_t kColumns = std::size_t{kCanvas.width} / kSquare;
  static constexpr std::size_t kRows = std::size_t{kCanvas.height} / kSquare;

  /// `frame` has kCanvas pixels.
  explicit Thumbnail(const ffmpeg::VideoFrame& frame);

  /// How much the square that differs most does, in luma levels (mean of its pixels).
  double difference_to(const Thumbnail& other) const;
  /// The mean luma of the darkest and the brightest square, 16 (black) to 235.
  double darkest() const;
  double brightest() const;

 private:
  std::array<std::uint32_t, kColumns * kRows> sums_{};
};

}  // namespace vina
