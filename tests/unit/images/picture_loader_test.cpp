// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/picture_loader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "unit/images/picture_samples.h"

namespace vina {
namespace {

using testing::Colour;
using testing::colour_at;
using testing::difference;
using testing::kPatches;
using testing::patch;
using testing::sample;

class EveryKind : public ::testing::TestWithParam<std::pair<const char*, int>> {};

TEST_P(EveryKind, HasItsColoursAtItsOwnSizeAndScaledUpAndDown) {
  const auto [name, tolerance] = GetParam();
  for (const PixelSize size : {PixelSize{96, 64}, PixelSize{960, 640}, PixelSize{30, 20}}) {
    const Picture picture = load_cover(sample(name), size);
    ASSERT_EQ(picture.size(), size);
    for (int i = 0; i < 6; ++i) {
      EXPECT_LE(difference(patch(picture, i), kPatches.at(static_cast<std::size_t>(i))), tolerance)
          << name << " patch " << i << ": " << patch(picture, i) << " at width " << size.width;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Formats, EveryKind,
                         ::testing::Values(std::pair{"patches.png", 1}, std::pair{"patches_16bit.png", 1},
                                           std::pair{"patches_palette.png", 1}, std::pair{"patches_interlaced.png", 1},
                                           std::pair{"patches_420.jpg", 3}, std::pair{"patches_422.jpg", 3},
                                           std::pair{"patches_444.jpg", 3}, std::pair{"patches_progressive.jpg", 3},
                                           std::pair{"patches_lossy.webp", 3}, std::pair{"patches_lossless.webp", 1}),
                         [](const auto& test) {
                           std::string name = test.param.first;
                           std::replace(name.begin(), name.end(), '.', '_');
                           return name;
                         });

TEST(PictureLoader, ShowsGreyAsGreyFromBlackToWhite) {
  for (const char* name : {"grey.png", "grey.jpg"}) {
    const Picture picture = load_cover(sample(name), {96, 64});
    for (int i = 0; i < 6; ++i) {
      const Colour& c = kPatches.at(static_cast<std::size_t>(i));
      const int luma = (299 * c.red + 587 * c.green + 114 * c.blue) / 1000;
      EXPECT_LE(difference(patch(picture, i), {luma, luma, luma}), 2) << name << " " << i << patch(picture, i);
    }
  }
}

TEST(PictureLoader, ShowsOneBitAsBlackAndWhite) {
  const Picture picture = load_cover(sample("one_bit.png"), {96, 64});
  EXPECT_EQ(difference(patch(picture, 0), {0, 0, 0}), 0) << patch(picture, 0);
  EXPECT_EQ(difference(patch(picture, 5), {255, 255, 255}), 0) << patch(picture, 5);
}

TEST(PictureLoader, CropsOneBitPicturesToo) {
  const Picture picture = load_cover(sample("one_bit.png"), {32, 64});
  EXPECT_EQ(difference(colour_at(picture, 16, 16), {0, 0, 0}), 0);        // green is dark
  EXPECT_EQ(difference(colour_at(picture, 16, 48), {255, 255, 255}), 0);  // 128 is light
}

TEST(PictureLoader, CoversByCroppingTheSides) {
  const Picture picture = load_cover(sample("patches.png"), {360, 640});
  EXPECT_EQ(picture.size(), (PixelSize{360, 640}));
  EXPECT_LE(difference(colour_at(picture, 180, 160), kPatches[1]), 1);
  EXPECT_LE(difference(colour_at(picture, 180, 480), kPatches[4]), 1);
  EXPECT_LE(difference(colour_at(picture, 80, 160), kPatches[1]), 1);
  EXPECT_LE(difference(colour_at(picture, 340, 160), kPatches[1]), 1);
}

TEST(PictureLoader, CropsLessAtTheTopThanBelow) {
  // 96 x 32 out of 64 rows: 32 rows go, 12 of them above (two fifths), so the border at row 32 is shown at row 20.
  const Picture picture = load_cover(sample("patches.png"), {96, 32});
  EXPECT_LE(difference(colour_at(picture, 16, 19), kPatches[0]), 1);
  EXPECT_LE(difference(colour_at(picture, 16, 20), kPatches[3]), 1);
}

TEST(PictureLoader, LaysTransparentPartsOverWhite) {
  for (const char* name :
       {"transparent.png", "transparent_16bit.png", "transparent_lossy.webp", "transparent_lossless.webp"}) {
    const Picture picture = load_cover(sample(name), {128, 128});
    EXPECT_LE(difference(colour_at(picture, 30, 64), {255, 127, 127}), 3) << name << colour_at(picture, 30, 64);
    EXPECT_LE(difference(colour_at(picture, 100, 64), {255, 255, 255}), 0) << name << colour_at(picture, 100, 64);
    EXPECT_EQ(picture.row(0)[0] >> 24U, 0U);
  }
}

TEST(PictureLoader, KeepsTheTransparencyOfALogo) {
  for (const char* name :
       {"transparent.png", "transparent_16bit.png", "transparent_lossy.webp", "transparent_lossless.webp"}) {
    const AlphaPicture logo = load_alpha(sample(name), {32, 100});
    ASSERT_EQ(logo.size, (PixelSize{32, 32}));
    ASSERT_EQ(logo.pixels.size(), 32U * 32U);
    const std::uint32_t red = logo.pixels[32 * 16 + 8];
    EXPECT_NEAR(static_cast<int>(red >> 24U), 128, 2) << name;
    EXPECT_LE(difference(testing::colour_of(red), {128, 0, 0}), 2) << name << testing::colour_of(red);
    EXPECT_EQ(logo.pixels[32 * 16 + 24], 0U) << name;
  }
}

TEST(PictureLoader, LetsNoHiddenColourBleedIntoAnEdge) {
  const AlphaPicture logo = load_alpha(sample("transparent.png"), {24, 24});
  for (const std::uint32_t pixel : logo.pixels) {
    const Colour c = testing::colour_of(pixel);
    EXPECT_EQ(c.green, 0);
    EXPECT_LE(c.red, static_cast<int>(pixel >> 24U));
  }
}

TEST(PictureLoader, LeavesNoSeamBetweenStrips) {
  // Red and blue stripes of eight rows with chroma at half the resolution: the edge at row 256, where one strip ends,
  // must look like the edge at row 240.
  const Picture picture = load_cover(sample("stripes.webp"), {32, 600});
  for (int y = 248; y < 264; ++y) {
    EXPECT_LE(difference(colour_at(picture, 16, y), colour_at(picture, 16, y - 16)), 2)
        << y << colour_at(picture, 16, y);
  }
}

TEST(PictureLoader, ShowsAWhiteDrawingOnBlack) {
  const Picture picture = load_cover(sample("white_drawing.png"), {64, 64});
  EXPECT_EQ(difference(colour_at(picture, 16, 32), {255, 255, 255}), 0);
  EXPECT_EQ(difference(colour_at(picture, 48, 32), {0, 0, 0}), 0);
}

TEST(PictureLoader, ShrinksALogoFarBelowTheReachOfOneFilter) {
  const AlphaPicture logo = load_alpha(sample("wide.png"), {100, 100});
  ASSERT_EQ(logo.size, (PixelSize{100, 1}));
  for (const std::uint32_t pixel : logo.pixels) EXPECT_LE(difference(testing::colour_of(pixel), {0, 115, 115}), 1);
}

TEST(PictureLoader, NeverScalesALogoUp) {
  EXPECT_EQ(load_alpha(sample("transparent.png"), {500, 500}).size, (PixelSize{64, 64}));
  EXPECT_EQ(load_alpha(sample("patches_420.jpg"), {500, 500}).size, (PixelSize{96, 64}));
  EXPECT_EQ(load_alpha(sample("patches_420.jpg"), {48, 500}).size, (PixelSize{48, 32}));
}

TEST(PictureLoader, GivesAnOpaqueLogoFullAlpha) {
  for (const std::uint32_t pixel : load_alpha(sample("patches_420.jpg"), {500, 500}).pixels) {
    ASSERT_EQ(pixel >> 24U, 255U);
  }
}

TEST(PictureLoader, ReadsTransparentPalettesAndGreys) {
  const AlphaPicture palette = load_alpha(sample("transparent_palette.png"), {64, 64});
  EXPECT_NEAR(static_cast<int>(palette.pixels[64 * 32 + 16] >> 24U), 128, 1);
  EXPECT_EQ(palette.pixels[64 * 32 + 48], 0U);
  const AlphaPicture grey = load_alpha(sample("transparent_grey.png"), {64, 64});
  EXPECT_NEAR(static_cast<int>(grey.pixels[64 * 32 + 16] >> 24U), 128, 1);
  EXPECT_EQ(grey.pixels[64 * 32 + 48], 0U);
}

TEST(PictureLoader, IgnoresWhatFollowsThePicture) {
  for (const char* name : {"patches.png", "patches_420.jpg", "patches_lossy.webp"}) {
    const std::string bytes = testing::read_text(sample(name));
    EXPECT_EQ(decode_cover(testing::to_bytes(bytes + "more"), name, {96, 64}), load_cover(sample(name), {96, 64}));
  }
}

TEST(PictureLoader, DecodesAJpegAtAReducedSizeWithTheSameColours) {
  for (const auto& [name, size] :
       {std::pair{"patches_420.jpg", PixelSize{48, 32}}, std::pair{"patches_progressive.jpg", PixelSize{48, 32}},
        std::pair{"patches_444.jpg", PixelSize{24, 16}}, std::pair{"patches_444.jpg", PixelSize{12, 8}}}) {
    const Picture picture = load_cover(sample(name), size);
    for (int i = 0; i < 6; ++i) {
      EXPECT_LE(difference(patch(picture, i), kPatches.at(static_cast<std::size_t>(i))), 4) << name << i;
    }
  }
}

TEST(PictureLoader, GivesTheSamePixelsOnEveryThread) {
  const Picture expected = load_cover(sample("patches_420.jpg"), {540, 960});
  std::vector<Picture> results(4);
  {
    std::vector<std::jthread> threads;
    for (Picture& result : results) {
      threads.emplace_back([&] { result = load_cover(sample("patches_420.jpg"), {540, 960}); });
    }
  }
  for (const Picture& result : results) EXPECT_EQ(result, expected);
}

TEST(PictureLoader, TellsTheSizeFromTheHeader) {
  EXPECT_EQ(picture_size(sample("patches.png")), (PixelSize{96, 64}));
  EXPECT_EQ(picture_size(sample("patches_lossless.webp")), (PixelSize{96, 64}));
}

}  // namespace
}  // namespace vina
