// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>

namespace vina {

/// An opaque sRGB colour.
struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;

  bool operator==(const Colour&) const = default;

  static constexpr Colour from_pixel(std::uint32_t pixel) {
    return {static_cast<std::uint8_t>(pixel >> 16U), static_cast<std::uint8_t>(pixel >> 8U),
            static_cast<std::uint8_t>(pixel)};
  }
};

/// Relative luminance from 0 (black) to 1 (white), WCAG 2.2.
double luminance(Colour colour);

/// (L1 + 0.05) / (L2 + 0.05) with L1 the lighter of the two luminances, WCAG 2.2: from 1 to 21.
double contrast_ratio(double luminance_a, double luminance_b);
double contrast_ratio(Colour a, Colour b);

/// `from` at weight 0, `to` at weight 1, mixed part by part in sRGB as painting over does.
Colour mixed(Colour from, Colour to, double weight);

}  // namespace vina
