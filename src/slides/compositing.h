// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "base/picture.h"
#include "base/pixels.h"
#include "slides/colour.h"

/// Note [Dither]
/// A gradient over a thousand rows has a few dozen levels of brightness, so each is a band tens of rows wide, and on a
/// dark slide the eye finds their edges. Smooth colours are therefore computed with eight bits behind the point and
/// rounded with a threshold that differs from pixel to pixel. The thresholds come from a lattice (the first digits of
/// multiples of two irrational numbers), which spreads them as evenly as blue noise does, costs two multiplications,
/// and is the same for every frame: a picture that stands still stands still.
namespace vina {

/// A rounding threshold from 0 to 255 for a pixel; `layer` tells apart roundings that follow each other.
constexpr std::uint32_t dither_threshold(int x, int y, std::uint32_t layer) {
  return (static_cast<std::uint32_t>(x) * 3242174889U + static_cast<std::uint32_t>(y) * 2447445415U +
          layer * 1640531527U) >>
         24U;
}

/// Weights and strengths below are in 1/4096.
inline constexpr int kFullStrength = 4096;

/// Mixes `colour` into the rows of `rect`, each with the strength of its row (row y at strengths[y]).
void apply_scrim(Picture& picture, const PixelRect& rect, std::span<const int> strengths, Colour colour);

/// Writes (1 - weight) * from + weight * to into `out` within `rect`. All three have one size; `out` may be either.
void blend(const Picture& from, const Picture& to, int weight, const PixelRect& rect, Picture& out);

struct WeightedPicture {
  const Picture* picture;
  int weight;
};

/// Writes the sum of three pictures, whose weights add up to 4096, into `out`. All have one size.
void blend(const std::array<WeightedPicture, 3>& parts, Picture& out);

void copy_pixels(const Picture& from, const PixelRect& rect, Picture& to);

/// Sets the byte of each pixel that is ignored to 0xFF: drawing libraries leave it undefined, and equal pictures should
/// compare equal.
void set_top_bytes(Picture& picture, const PixelRect& rect);

/// The smallest rectangle within `within` outside of which the two are equal there.
PixelRect difference_bounds(const Picture& a, const Picture& b, const PixelRect& within);

}  // namespace vina
