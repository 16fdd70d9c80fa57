// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/h264/ycbcr_picture.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "base/vector_clones.h"

namespace vina {
namespace {

constexpr int kBlock = 16;
constexpr int kChromaBlock = kBlock / 2;

/// One colour of a stretch of pixels. Index 0 is the pixel to the left of it, for the chroma filter.
using Channel = std::vector<std::uint16_t>;

struct SourceRow {
  explicit SourceRow(std::size_t width) : pixels(width + 1), red(width + 1), green(width + 1), blue(width + 1) {}

  std::vector<std::uint32_t> pixels;
  Channel red;
  Channel green;
  Channel blue;
};

// ITU-R BT.709: Kr = 0.2126, Kb = 0.0722; times 219/255 for luma and 224/255 for chroma, in 1/65536. The three of luma
// add up to 219/255 and those of chroma to 0, so that grey stays grey.
constexpr std::uint16_t kLumaRed = 11966;
constexpr std::uint16_t kLumaGreen = 40254;
constexpr std::uint16_t kLumaBlue = 4064;
constexpr std::array<std::int16_t, 3> kCb{-6596, -22189, 28785};
constexpr std::array<std::int16_t, 3> kCr{28785, -26145, -2640};

// The arithmetic below stays in 16 bits, eight lanes to a register of any x86-64 processor. Each product loses less
// than one unit of its last bit: together at most 1/85 of a step in luma and 1/42 in chroma.
constexpr std::uint16_t upper_half(std::uint16_t a, std::uint16_t b) {
  return static_cast<std::uint16_t>((static_cast<std::uint32_t>(a) * b) >> 16);
}
constexpr std::int16_t upper_half(std::int16_t a, std::int16_t b) {
  return static_cast<std::int16_t>((static_cast<std::int32_t>(a) * b) >> 16);
}

VINA_VECTOR_CLONES
void split_channels(const std::uint32_t* pixels, std::uint16_t* red, std::uint16_t* green, std::uint16_t* blue,
                    std::size_t count) {
  for (std::size_t x = 0; x < count; ++x) {
    red[x] = static_cast<std::uint16_t>(pixels[x] >> 16 & 0xFFU);
    green[x] = static_cast<std::uint16_t>(pixels[x] >> 8 & 0xFFU);
    blue[x] = static_cast<std::uint16_t>(pixels[x] & 0xFFU);
  }
}

/// Reads the pixels from `left` on, and the one before; past the borders the outermost ones repeat.
void read(const Picture& picture, int left, int y, SourceRow& to) {
  const std::span<const std::uint32_t> row = picture.row(std::min(y, picture.size().height - 1));
  const auto from = row.begin() + left;
  to.pixels[0] = left > 0 ? *(from - 1) : row.front();
  const auto inside = std::min(row.end() - from, std::ssize(to.pixels) - 1);
  std::fill(std::copy_n(from, inside, to.pixels.begin() + 1), to.pixels.end(), row.back());
  split_channels(to.pixels.data(), to.red.data(), to.green.data(), to.blue.data(), to.pixels.size());
}

VINA_VECTOR_CLONES
void convert_luma(const std::uint16_t* reds, const std::uint16_t* greens, const std::uint16_t* blues, std::uint8_t* to,
                  std::size_t count) {
  constexpr std::uint16_t kOffset = (16 << 8) + (1 << 7);
  for (std::size_t x = 0; x < count; ++x) {
    const auto red = static_cast<std::uint16_t>(reds[x] << 8);
    const auto green = static_cast<std::uint16_t>(greens[x] << 8);
    const auto blue = static_cast<std::uint16_t>(blues[x] << 8);
    const auto luma = static_cast<std::uint16_t>(upper_half(red, kLumaRed) + upper_half(green, kLumaGreen) +
                                                 upper_half(blue, kLumaBlue) + kOffset);
    to[x] = static_cast<std::uint8_t>(luma >> 8);
  }
}

/// Two rows and three columns make one chroma sample, weighted 1 2 1 across: that is what sits at the left pixel's
/// place. The weights add up to 8; times 16, the sum just fits.
VINA_VECTOR_CLONES
void sum_up(const std::uint16_t* upper, const std::uint16_t* lower, std::int16_t* sums, std::size_t count) {
  for (std::size_t x = 0; x < count; ++x) {
    const int left = upper[2 * x] + lower[2 * x];
    const int middle = upper[2 * x + 1] + lower[2 * x + 1];
    const int right = upper[2 * x + 2] + lower[2 * x + 2];
    sums[x] = static_cast<std::int16_t>((left + 2 * middle + right) << 4);
  }
}

VINA_VECTOR_CLONES
void convert_chroma(const std::int16_t* red, const std::int16_t* green, const std::int16_t* blue,
                    const std::array<std::int16_t, 3>& matrix, std::uint8_t* to, std::size_t count) {
  constexpr std::int16_t kRounding = (1 << 6) + 1;
  const auto [from_red, from_green, from_blue] = matrix;
  for (std::size_t x = 0; x < count; ++x) {
    const auto chroma = static_cast<std::int16_t>(upper_half(red[x], from_red) + upper_half(green[x], from_green) +
                                                  upper_half(blue[x], from_blue) + kRounding);
    to[x] = static_cast<std::uint8_t>((chroma >> 7) + 128);
  }
}

std::size_t area_of(int columns, int rows) {
  return static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
}

}  // namespace

/// Converts stretches of two rows and tells which macroblocks came out different.
class YCbCrPicture::Converter {
 public:
  Converter(YCbCrPicture& to, int first_column, int last_column)
      : to_{to},
        first_column_{first_column},
        columns_{static_cast<std::size_t>(last_column - first_column + 1)},
        upper_{columns_ * kBlock},
        lower_{columns_ * kBlock},
        sums_{std::vector<std::int16_t>(columns_ * kChromaBlock), std::vector<std::int16_t>(columns_ * kChromaBlock),
              std::vector<std::int16_t>(columns_ * kChromaBlock)},
        converted_(columns_ * kBlock) {}

  void convert_two_rows(const Picture& picture, int y) {
    read(picture, first_column_ * kBlock, y, upper_);
    read(picture, first_column_ * kBlock, y + 1, lower_);
    convert_luma_row(upper_, y);
    convert_luma_row(lower_, y + 1);
    const std::size_t chroma_width = columns_ * kChromaBlock;
    sum_up(upper_.red.data(), lower_.red.data(), sums_[0].data(), chroma_width);
    sum_up(upper_.green.data(), lower_.green.data(), sums_[1].data(), chroma_width);
    sum_up(upper_.blue.data(), lower_.blue.data(), sums_[2].data(), chroma_width);
    convert_chroma_row(kCb, 1, y / 2);
    convert_chroma_row(kCr, 2, y / 2);
  }

 private:
  void convert_luma_row(const SourceRow& from, int y) {
    vina::convert_luma(&from.red[1], &from.green[1], &from.blue[1], converted_.data(), columns_ * kBlock);
    replace(0, y, kBlock);
  }

  void convert_chroma_row(const std::array<std::int16_t, 3>& matrix, std::size_t plane, int y) {
    convert_chroma(sums_[0].data(), sums_[1].data(), sums_[2].data(), matrix, converted_.data(),
                   columns_ * kChromaBlock);
    replace(plane, y, kChromaBlock);
  }

  /// Takes over the converted row, macroblock by macroblock, where it differs.
  void replace(std::size_t plane, int y, int block) {
    std::uint8_t* row = to_.planes_[plane].data() + area_of(y, to_.stride_bytes(plane)) + area_of(first_column_, block);
    const std::uint8_t* from = converted_.data();
    std::uint8_t* unchanged = &to_.unchanged_[area_of(y / block, to_.columns_) + area_of(first_column_, 1)];
    const auto bytes = static_cast<std::size_t>(block);
    for (std::size_t column = 0; column < columns_; ++column, row += bytes, from += bytes) {
      if (std::memcmp(row, from, bytes) == 0) continue;
      std::memcpy(row, from, bytes);
      unchanged[column] = 0;
      to_.is_unchanged_ = false;
    }
  }

  YCbCrPicture& to_;
  int first_column_;
  std::size_t columns_;
  SourceRow upper_;
  SourceRow lower_;
  std::array<std::vector<std::int16_t>, 3> sums_;
  std::vector<std::uint8_t> converted_;
};

YCbCrPicture::YCbCrPicture(PixelSize size)
    : size_{size},
      columns_{(size.width + kBlock - 1) / kBlock},
      rows_{(size.height + kBlock - 1) / kBlock},
      planes_{std::vector<std::uint8_t>(area_of(columns_, rows_) * kBlock * kBlock, 16),
              std::vector<std::uint8_t>(area_of(columns_, rows_) * kChromaBlock * kChromaBlock, 128),
              std::vector<std::uint8_t>(area_of(columns_, rows_) * kChromaBlock * kChromaBlock, 128)},
      unchanged_(area_of(columns_, rows_), 1) {
  assert(size.width > 0 && size.height > 0 && size.width % 2 == 0 && size.height % 2 == 0);
}

void YCbCrPicture::update(const Picture& picture, PixelRect changed) {
  assert(picture.size() == size_);
  std::ranges::fill(unchanged_, std::uint8_t{1});
  is_unchanged_ = true;
  const PixelRect area = changed.intersected(picture.bounds());
  if (area.empty()) return;
  // A changed pixel also counts in the chroma sample to its right, which may lie in the next macroblock; and the last
  // row and column are repeated up to the border of theirs.
  Converter converter{*this, area.left / kBlock, std::min(area.right() / kBlock, columns_ - 1)};
  const int end = (area.bottom() + kBlock - 1) / kBlock * kBlock;
  for (int y = area.top / kBlock * kBlock; y < end; y += 2) converter.convert_two_rows(picture, y);
}

}  // namespace vina
