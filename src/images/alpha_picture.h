// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/pixels.h"

namespace vina {

/// A picture with transparency: one native-endian 0xAARRGGBB word a pixel, colours multiplied by alpha (none exceeds
/// it), rows top to bottom without padding. This is Cairo's CAIRO_FORMAT_ARGB32 with a stride of width * 4. sRGB.
struct AlphaPicture {
  PixelSize size;
  std::vector<std::uint32_t> pixels;

  std::size_t stride_bytes() const { return static_cast<std::size_t>(size.width) * sizeof(std::uint32_t); }
};

}  // namespace vina
