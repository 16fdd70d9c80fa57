// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/compositing.h"

#include <gtest/gtest.h>

#include <vector>

#include "slides/backdrop.h"
#include "slides/colour.h"
#include "slides/contact_sheet.h"

namespace vina {
namespace {

Picture filled(PixelSize size, std::uint32_t pixel) {
  Picture picture{size};
  for (int y = 0; y < size.height; ++y) {
    for (std::uint32_t& p : picture.row(y)) p = pixel;
  }
  return picture;
}

TEST(Colour, ContrastRunsFromOneToTwentyOne) {
  EXPECT_DOUBLE_EQ(contrast_ratio(Colour{255, 255, 255}, Colour{0, 0, 0}), 21);
  EXPECT_DOUBLE_EQ(contrast_ratio(Colour{9, 9, 9}, Colour{9, 9, 9}), 1);
  EXPECT_NEAR(contrast_ratio(Colour{0x76, 0x76, 0x76}, Colour{255, 255, 255}), 4.54, 0.01);
}

TEST(Compositing, BlendsExactlyAtBothEnds) {
  const Picture from = filled({64, 2}, 0xFF01'80FE);
  const Picture to = filled({64, 2}, 0xFFFF'0307);
  Picture out = filled({64, 2}, 0xFF00'0000);
  blend(from, to, 0, out.bounds(), out);
  EXPECT_TRUE(out == from);
  blend(from, to, kFullStrength, out.bounds(), out);
  EXPECT_TRUE(out == to);
  blend(from, to, kFullStrength / 2, out.bounds(), out);
  EXPECT_EQ(out.row(1)[63], 0xFF80'4283U);
}

TEST(Compositing, TouchesOnlyTheRectangle) {
  const Picture from = filled({64, 8}, 0xFF00'0000);
  const Picture to = filled({64, 8}, 0xFFFF'FFFF);
  Picture out = from;
  const PixelRect rect{3, 2, 50, 4};
  blend(from, to, kFullStrength, rect, out);
  EXPECT_EQ(difference_bounds(from, out, out.bounds()), rect);
}

TEST(Compositing, ScrimReachesItsColourAndKeepsWhatItDoesNotCover) {
  Picture picture = filled({300, 3}, 0xFFC8'6432);
  const Picture before = picture;
  const std::vector<int> strengths{0, kFullStrength, kFullStrength / 2};
  apply_scrim(picture, picture.bounds(), strengths, {10, 20, 30});
  EXPECT_EQ(picture.row(0)[0], before.row(0)[0]);
  for (const std::uint32_t pixel : picture.row(1)) EXPECT_EQ(pixel, 0xFF0A'141EU);
  for (const std::uint32_t pixel : picture.row(2)) EXPECT_EQ(pixel >> 16U & 0xFFU, 105U);
}

TEST(Backdrop, HasNoStepLargerThanOneLevelBetweenNeighboursApartFromLeaves) {
  Theme theme;
  theme.shape_opacity = 0;
  const Picture picture = paint_backdrop(theme, SlideType::kConcept);
  int largest = 0;
  for (int y = 1; y < picture.size().height; ++y) {
    for (std::size_t x = 1; x < 1080; ++x) {
      const auto green = [&](int row, std::size_t column) {
        return static_cast<int>(picture.row(row)[column] >> 8U & 0xFFU);
      };
      largest = std::max({largest, std::abs(green(y, x) - green(y - 1, x)), std::abs(green(y, x) - green(y, x - 1))});
    }
  }
  EXPECT_EQ(largest, 1);
}

TEST(Backdrop, DithersInsteadOfBanding) {
  Theme theme;
  theme.shape_opacity = 0;
  const Picture picture = paint_backdrop(theme, SlideType::kConcept);
  int rows_of_one_colour = 0;
  for (int y = 200; y < 1700; ++y) {
    const auto row = picture.row(y).subspan(0, 48);
    rows_of_one_colour += std::all_of(row.begin(), row.end(), [&](std::uint32_t p) { return p == row[0]; }) ? 1 : 0;
  }
  EXPECT_LT(rows_of_one_colour, 75);
}

TEST(ContactSheet, ShowsPicturesInReadingOrder) {
  ContactSheet sheet{3, 2, {27, 48}};
  for (const std::uint32_t pixel : {0xFFFF'0000U, 0xFF00'FF00U, 0xFF00'00FFU}) sheet.add(filled(kCanvas, pixel));
  const Picture& picture = sheet.sheet();
  EXPECT_EQ(picture.size(), (PixelSize{2 * 27 + 3 * 24, 2 * 48 + 3 * 24}));
  EXPECT_EQ(picture.row(30)[30], 0xFFFF'0000U);
  EXPECT_EQ(picture.row(30)[30 + 27 + 24], 0xFF00'FF00U);
  EXPECT_EQ(picture.row(30 + 48 + 24)[30], 0xFF00'00FFU);
}

}  // namespace
}  // namespace vina
