// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/thumbnail.h"

#include <algorithm>
#include <cassert>
#include <span>

namespace vina {
namespace {

constexpr double kPixels = double{Thumbnail::kSquare} * Thumbnail::kSquare;
static_assert(kCanvas.width % Thumbnail::kSquare == 0 && kCanvas.height % Thumbnail::kSquare == 0);

}  // namespace

Thumbnail::Thumbnail(const ffmpeg::VideoFrame& frame) {
  assert(frame.size() == kCanvas);
  std::array<std::uint16_t, std::size_t{kCanvas.width}> columns{};  // 20 x 255 fits; added up without branches
  for (std::size_t row = 0; row < kRows; ++row) {
    columns.fill(0);
    for (int y = 0; y < kSquare; ++y) {
      const std::span<const std::uint8_t> luma = frame.plane_row(0, static_cast<int>(row) * kSquare + y);
      for (std::size_t x = 0; x < columns.size(); ++x) columns[x] = static_cast<std::uint16_t>(columns[x] + luma[x]);
    }
    for (std::size_t x = 0; x < columns.size(); ++x) sums_[row * kColumns + x / kSquare] += columns[x];
  }
}

double Thumbnail::difference_to(const Thumbnail& other) const {
  std::uint32_t most = 0;
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    most = std::max(most, std::max(sums_[i], other.sums_[i]) - std::min(sums_[i], other.sums_[i]));
  }
  return most / kPixels;
}

double Thumbnail::darkest() const {
  return *std::min_element(sums_.begin(), sums_.end()) / kPixels;
}

double Thumbnail::brightest() const {
  return *std::max_element(sums_.begin(), sums_.end()) / kPixels;
}

}  // namespace vina
