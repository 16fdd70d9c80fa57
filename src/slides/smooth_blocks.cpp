// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/smooth_blocks.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/vector_clones.h"
#include "slides/compositing.h"

namespace vina {
namespace {

constexpr int kBlock = 8;
static_assert(std::endian::native == std::endian::little);
constexpr std::size_t kParts = 4;  ///< of a pixel: blue, green, red and one that is ignored
constexpr std::size_t kBlockParts = kBlock * kParts;
/// Two roundings with a dither make two levels, the gradient itself one.
constexpr int kSmoothRange = 3;

/// What eight rows have in common, part by part: the sum of each column, its least and its greatest.
struct Columns {
  explicit Columns(std::size_t parts) : sums(parts), least(parts), greatest(parts) {}

  std::vector<std::uint16_t> sums;
  std::vector<std::uint8_t> least;
  std::vector<std::uint8_t> greatest;
};

VINA_VECTOR_CLONES
void add_row(const std::uint8_t* row, std::uint16_t* sums, std::uint8_t* least, std::uint8_t* greatest,
             std::size_t parts) {
  for (std::size_t i = 0; i < parts; ++i) {
    sums[i] = static_cast<std::uint16_t>(sums[i] + row[i]);
    least[i] = std::min(least[i], row[i]);
    greatest[i] = std::max(greatest[i], row[i]);
  }
}

void survey(const Picture& picture, int top, Columns& columns) {
  std::ranges::fill(columns.sums, std::uint16_t{0});
  std::ranges::fill(columns.least, std::uint8_t{255});
  std::ranges::fill(columns.greatest, std::uint8_t{0});
  for (int y = top; y < top + kBlock; ++y) {
    const auto* row = reinterpret_cast<const std::uint8_t*>(picture.row(y).data());
    add_row(row, columns.sums.data(), columns.least.data(), columns.greatest.data(), columns.sums.size());
  }
}

bool is_smooth(const Columns& columns, std::size_t first) {
  for (std::size_t part = first; part < first + kParts - 1; ++part) {
    int least = 255;
    int greatest = 0;
    for (std::size_t i = part; i < first + kBlockParts; i += kParts) {
      least = std::min<int>(least, columns.least[i]);
      greatest = std::max<int>(greatest, columns.greatest[i]);
    }
    if (greatest - least > kSmoothRange) return false;
  }
  return true;
}

/// `threshold` of 0 to 255: the part of a level at which the mean is rounded up is 1 - threshold / 256.
std::uint32_t mean_colour(const Columns& columns, std::size_t first, std::uint32_t threshold) {
  std::array<std::uint32_t, kParts> means{};
  for (std::size_t part = 0; part < kParts; ++part) {
    std::uint32_t sum = 0;
    for (std::size_t i = first + part; i < first + kBlockParts; i += kParts) sum += columns.sums[i];
    means[part] = std::min((sum * 4 + threshold) / (kBlock * kBlock * 4), 255U);
  }
  return 0xFF00'0000U | means[2] << 16U | means[1] << 8U | means[0];
}

}  // namespace

void step_smooth_blocks(Picture& picture) {
  const PixelSize whole{picture.size().width / kBlock * kBlock, picture.size().height / kBlock * kBlock};
  Columns columns{static_cast<std::size_t>(whole.width) * kParts};
  for (int top = 0; top < whole.height; top += kBlock) {
    survey(picture, top, columns);
    for (int left = 0; left < whole.width; left += kBlock) {
      const std::size_t first = static_cast<std::size_t>(left) * kParts;
      if (!is_smooth(columns, first)) continue;
      const std::uint32_t colour = mean_colour(columns, first, dither_threshold(left / kBlock, top / kBlock, 2));
      for (int y = top; y < top + kBlock; ++y) {
        std::ranges::fill(picture.row(y).subspan(static_cast<std::size_t>(left), kBlock), colour);
      }
    }
  }
}

}  // namespace vina
