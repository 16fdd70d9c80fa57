// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/picture.h"
#include "base/pixels.h"

namespace vina {

/// A picture as H.264 codes it: luma and two chroma planes of half the width and height, 8 bits, BT.709 matrix, studio
/// swing (luma 16 to 235, chroma 16 to 240), chroma sited at the left as H.264 takes it for granted.
///
/// It is converted here rather than by a library because only changed parts are: a macroblock comes out the same
/// whether it was converted alone or with the whole picture, on every processor. Planes are padded to whole macroblocks
/// (16x16) by repeating the last column and row.
class YCbCrPicture {
 public:
  /// Width and height must be even. Starts out black.
  explicit YCbCrPicture(PixelSize size);

  /// Takes over `picture` (of this size) inside of `changed`; outside it must equal what was taken before.
  /// Afterwards `unchanged_macroblocks` says what came out different.
  void update(const Picture& picture, PixelRect changed);

  /// One entry a macroblock in raster order: 1 where the last `update` changed no sample of it, else 0.
  std::span<const std::uint8_t> unchanged_macroblocks() const { return unchanged_; }
  bool is_unchanged() const { return is_unchanged_; }

  PixelSize size() const { return size_; }
  /// Plane 0 is luma, 1 is Cb, 2 is Cr.
  const std::uint8_t* plane(std::size_t index) const { return planes_[index].data(); }
  int stride_bytes(std::size_t index) const { return index == 0 ? columns_ * 16 : columns_ * 8; }

 private:
  class Converter;

  PixelSize size_;
  int columns_;
  int rows_;
  std::array<std::vector<std::uint8_t>, 3> planes_;
  std::vector<std::uint8_t> unchanged_;
  bool is_unchanged_ = true;
};

}  // namespace vina
