// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/compositing.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "base/vector_clones.h"

namespace vina {
namespace {

constexpr std::uint32_t kOpaque = 0xFF00'0000U;

std::span<std::uint32_t> part_of_row(Picture& picture, const PixelRect& rect, int y) {
  return picture.row(y).subspan(static_cast<std::size_t>(rect.left), static_cast<std::size_t>(rect.width));
}

std::span<const std::uint32_t> part_of_row(const Picture& picture, const PixelRect& rect, int y) {
  return picture.row(y).subspan(static_cast<std::size_t>(rect.left), static_cast<std::size_t>(rect.width));
}

/// `part` of 0 to 255 moved towards `target` by strength / 4096, rounded up where the rest exceeds the threshold.
constexpr std::uint32_t moved(std::uint32_t part, std::uint32_t target, std::uint32_t strength,
                              std::uint32_t threshold) {
  return (part * (kFullStrength - strength) + target * strength + threshold * (kFullStrength / 256)) / kFullStrength;
}

VINA_VECTOR_CLONES
void scrim_row(std::uint32_t* pixels, int left, int y, int width, int strength_of_4096, Colour colour) {
  const auto strength = static_cast<std::uint32_t>(strength_of_4096);
  const std::uint32_t red = colour.red;
  const std::uint32_t green = colour.green;
  const std::uint32_t blue = colour.blue;
  for (int x = 0; x < width; ++x) {
    const std::uint32_t pixel = pixels[x];
    const std::uint32_t threshold = dither_threshold(left + x, y, 1);
    pixels[x] = kOpaque | moved(pixel >> 16U & 0xFFU, red, strength, threshold) << 16U |
                moved(pixel >> 8U & 0xFFU, green, strength, threshold) << 8U |
                moved(pixel & 0xFFU, blue, strength, threshold);
  }
}

// Red and blue are computed at once, sixteen bits apart: a part of 8 bits times a weight of 8 bits does not meet the
// other.
constexpr std::uint32_t kPair = 0x00FF'00FFU;
constexpr std::uint32_t kHalves = 0x0080'0080U;

VINA_VECTOR_CLONES
void blend_row(const std::uint32_t* from, const std::uint32_t* to, int width, std::uint32_t weight,
               std::uint32_t* out) {
  for (int x = 0; x < width; ++x) {
    const std::uint32_t red_blue = (from[x] & kPair) * (256 - weight) + (to[x] & kPair) * weight + kHalves;
    const std::uint32_t green = (from[x] >> 8U & 0xFFU) * (256 - weight) + (to[x] >> 8U & 0xFFU) * weight + 0x80U;
    out[x] = kOpaque | (red_blue >> 8U & kPair) | (green & 0xFF00U);
  }
}

VINA_VECTOR_CLONES
void blend_row(const std::uint32_t* a, const std::uint32_t* b, const std::uint32_t* c, int width,
               std::array<std::uint32_t, 3> weights, std::uint32_t* out) {
  const auto [of_a, of_b, of_c] = weights;
  for (int x = 0; x < width; ++x) {
    const std::uint32_t red_blue = (a[x] & kPair) * of_a + (b[x] & kPair) * of_b + (c[x] & kPair) * of_c + kHalves;
    const std::uint32_t green =
        (a[x] >> 8U & 0xFFU) * of_a + (b[x] >> 8U & 0xFFU) * of_b + (c[x] >> 8U & 0xFFU) * of_c + 0x80U;
    out[x] = kOpaque | (red_blue >> 8U & kPair) | (green & 0xFF00U);
  }
}

constexpr std::uint32_t of_256(int weight) {
  return static_cast<std::uint32_t>((weight * 256 + kFullStrength / 2) / kFullStrength);
}

}  // namespace

void apply_scrim(Picture& picture, const PixelRect& rect, std::span<const int> strengths, Colour colour) {
  for (int y = rect.top; y < rect.bottom(); ++y) {
    const int strength = strengths[static_cast<std::size_t>(y)];
    if (strength > 0) scrim_row(part_of_row(picture, rect, y).data(), rect.left, y, rect.width, strength, colour);
  }
}

void blend(const Picture& from, const Picture& to, int weight, const PixelRect& rect, Picture& out) {
  assert(from.size() == to.size() && from.size() == out.size());
  for (int y = rect.top; y < rect.bottom(); ++y) {
    blend_row(part_of_row(from, rect, y).data(), part_of_row(to, rect, y).data(), rect.width, of_256(weight),
              part_of_row(out, rect, y).data());
  }
}

void blend(const std::array<WeightedPicture, 3>& parts, Picture& out) {
  const auto& [a, b, c] = parts;
  assert(a.weight + b.weight + c.weight == kFullStrength);
  assert(a.picture->size() == out.size() && b.picture->size() == out.size() && c.picture->size() == out.size());
  const std::array<std::uint32_t, 3> weights{256 - of_256(b.weight) - of_256(c.weight), of_256(b.weight),
                                             of_256(c.weight)};
  for (int y = 0; y < out.size().height; ++y) {
    blend_row(a.picture->row(y).data(), b.picture->row(y).data(), c.picture->row(y).data(), out.size().width, weights,
              out.row(y).data());
  }
}

void copy_pixels(const Picture& from, const PixelRect& rect, Picture& to) {
  for (int y = rect.top; y < rect.bottom(); ++y) {
    const std::span<const std::uint32_t> source = part_of_row(from, rect, y);
    std::copy(source.begin(), source.end(), part_of_row(to, rect, y).begin());
  }
}

void set_top_bytes(Picture& picture, const PixelRect& rect) {
  for (int y = rect.top; y < rect.bottom(); ++y) {
    for (std::uint32_t& pixel : part_of_row(picture, rect, y)) pixel |= kOpaque;
  }
}

PixelRect difference_bounds(const Picture& a, const Picture& b, const PixelRect& within) {
  PixelRect bounds;
  for (int y = within.top; y < within.bottom(); ++y) {
    const std::span<const std::uint32_t> row_a = part_of_row(a, within, y);
    const std::span<const std::uint32_t> row_b = part_of_row(b, within, y);
    if (std::memcmp(row_a.data(), row_b.data(), row_a.size_bytes()) == 0) continue;
    const auto first = std::mismatch(row_a.begin(), row_a.end(), row_b.begin()).first - row_a.begin();
    const auto last = row_a.rend() - std::mismatch(row_a.rbegin(), row_a.rend(), row_b.rbegin()).first;
    bounds = bounds.united({within.left + static_cast<int>(first), y, static_cast<int>(last - first), 1});
  }
  return bounds;
}

}  // namespace vina
