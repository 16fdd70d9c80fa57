// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/pixels.h"

namespace vina {

/// An opaque picture: one native-endian 0xXXRRGGBB word a pixel (the top byte is ignored), rows top to bottom without
/// padding between them, so the stride is width * 4 bytes. sRGB.
class Picture {
 public:
  Picture() = default;
  explicit Picture(PixelSize size)
      : size_{size}, pixels_(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height)) {}

  PixelSize size() const { return size_; }
  PixelRect bounds() const { return {0, 0, size_.width, size_.height}; }
  std::size_t stride_bytes() const { return static_cast<std::size_t>(size_.width) * sizeof(std::uint32_t); }

  std::uint32_t* data() { return pixels_.data(); }
  const std::uint32_t* data() const { return pixels_.data(); }

  std::span<std::uint32_t> row(int y) {
    return std::span{pixels_}.subspan(offset(y), static_cast<std::size_t>(size_.width));
  }
  std::span<const std::uint32_t> row(int y) const {
    return std::span{pixels_}.subspan(offset(y), static_cast<std::size_t>(size_.width));
  }

  bool operator==(const Picture&) const = default;

 private:
  std::size_t offset(int y) const { return static_cast<std::size_t>(y) * static_cast<std::size_t>(size_.width); }

  PixelSize size_;
  std::vector<std::uint32_t> pixels_;
};

}  // namespace vina
