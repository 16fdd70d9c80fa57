// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/h264/ycbcr_picture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "support/fake_pictures.h"

namespace vina {
namespace {

using testing::make_picture;
using testing::with_patch;

struct Sample {
  int luma;
  int cb;
  int cr;
};

Sample convert(std::uint32_t colour) {
  constexpr PixelSize kPictureSize{32, 32};
  YCbCrPicture ycbcr{kPictureSize};
  const Picture picture = with_patch(Picture{kPictureSize}, {0, 0, 32, 32}, colour);
  ycbcr.update(picture, picture.bounds());
  return {ycbcr.plane(0)[17], ycbcr.plane(1)[9], ycbcr.plane(2)[9]};
}

void expect_colour(std::uint32_t colour, Sample expected) {
  const Sample sample = convert(colour);
  EXPECT_EQ(sample.luma, expected.luma) << std::hex << colour;
  EXPECT_EQ(sample.cb, expected.cb) << std::hex << colour;
  EXPECT_EQ(sample.cr, expected.cr) << std::hex << colour;
}

TEST(YCbCrPicture, ConvertsTheColourBarsAsTheStandardHasThem) {
  // ITU-R BT.709-6, studio swing, 100 % bars.
  expect_colour(0x000000, {16, 128, 128});
  expect_colour(0xFFFFFF, {235, 128, 128});
  expect_colour(0xFF0000, {63, 102, 240});
  expect_colour(0x00FF00, {173, 42, 26});
  expect_colour(0x0000FF, {32, 240, 118});
  expect_colour(0xFFFF00, {219, 16, 138});
  expect_colour(0x00FFFF, {188, 154, 16});
  expect_colour(0xFF00FF, {78, 214, 230});
}

TEST(YCbCrPicture, IgnoresTheTopByte) {
  expect_colour(0xFFFFFFFF, {235, 128, 128});
  expect_colour(0xFF000000, {16, 128, 128});
}

TEST(YCbCrPicture, KeepsGreyGrey) {
  for (std::uint32_t level = 0; level < 256; ++level) {
    const Sample sample = convert(level << 16 | level << 8 | level);
    EXPECT_EQ(sample.luma, static_cast<int>(std::lround(16 + level * 219.0 / 255.0))) << level;
    EXPECT_EQ(sample.cb, 128) << level;
    EXPECT_EQ(sample.cr, 128) << level;
  }
}

TEST(YCbCrPicture, IsWithinOneStepOfTheExactConversion) {
  for (std::uint32_t colour = 0; colour < 0x1000000; colour += 0x1357) {
    const double red = (colour >> 16) / 255.0;
    const double green = (colour >> 8 & 0xFF) / 255.0;
    const double blue = (colour & 0xFF) / 255.0;
    const double luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    const Sample sample = convert(colour);
    EXPECT_NEAR(sample.luma, 16 + 219 * luma, 0.52) << std::hex << colour;
    EXPECT_NEAR(sample.cb, 128 + 224 * (blue - luma) / 1.8556, 0.53) << std::hex << colour;
    EXPECT_NEAR(sample.cr, 128 + 224 * (red - luma) / 1.5748, 0.53) << std::hex << colour;
  }
}

bool equal_planes(const YCbCrPicture& a, const YCbCrPicture& b) {
  for (std::size_t plane = 0; plane < 3; ++plane) {
    const int rows = (a.size().height + 15) / 16 * (plane == 0 ? 16 : 8);
    const auto bytes = static_cast<std::size_t>(rows * a.stride_bytes(plane));
    if (!std::equal(a.plane(plane), a.plane(plane) + bytes, b.plane(plane))) return false;
  }
  return true;
}

TEST(YCbCrPicture, ConvertsAPartAsItConvertsTheWhole) {
  constexpr PixelSize kPictureSize{90, 154};  // no multiple of 16
  const Picture before = make_picture(kPictureSize, 1);
  for (const PixelRect area : {PixelRect{0, 0, 1, 1}, PixelRect{15, 15, 1, 1}, PixelRect{31, 47, 17, 1},
                               PixelRect{89, 153, 1, 1}, PixelRect{40, 60, 50, 94}, PixelRect{-5, -5, 500, 500}}) {
    const Picture after = with_patch(before, area.intersected(before.bounds()), 0xC08040);
    YCbCrPicture partly{kPictureSize};
    partly.update(before, before.bounds());
    partly.update(after, area);
    YCbCrPicture wholly{kPictureSize};
    wholly.update(after, after.bounds());
    EXPECT_TRUE(equal_planes(partly, wholly)) << area.left << "," << area.top;
  }
}

TEST(YCbCrPicture, NamesTheMacroblocksThatDidNotChange) {
  constexpr PixelSize kPictureSize{64, 48};
  YCbCrPicture ycbcr{kPictureSize};
  const Picture before = with_patch(Picture{kPictureSize}, {0, 0, 64, 48}, 0x808080);
  ycbcr.update(before, before.bounds());
  EXPECT_FALSE(ycbcr.is_unchanged());
  EXPECT_EQ(std::ranges::count(ycbcr.unchanged_macroblocks(), 0), 12);

  ycbcr.update(with_patch(before, {20, 20, 4, 4}, 0xFFFFFF), before.bounds());
  const std::vector<std::uint8_t> expected{1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1};
  EXPECT_TRUE(std::ranges::equal(ycbcr.unchanged_macroblocks(), expected));

  ycbcr.update(before, {});
  EXPECT_TRUE(ycbcr.is_unchanged());
}

TEST(YCbCrPicture, SeesThatAnEdgeColoursTheChromaOfTheNextMacroblock) {
  constexpr PixelSize kPictureSize{32, 16};
  YCbCrPicture ycbcr{kPictureSize};
  const Picture grey = with_patch(Picture{kPictureSize}, {0, 0, 32, 16}, 0x808080);
  ycbcr.update(grey, grey.bounds());
  ycbcr.update(with_patch(grey, {15, 0, 1, 16}, 0xFF0000), {15, 0, 1, 16});
  EXPECT_EQ(ycbcr.unchanged_macroblocks()[1], 0) << "its leftmost chroma samples lie on the border";
}

}  // namespace
}  // namespace vina
