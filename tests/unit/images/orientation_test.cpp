// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/orientation.h"

#include <gtest/gtest.h>

#include <array>

#include "images/picture_loader.h"
#include "unit/images/picture_samples.h"

namespace vina {
namespace {

using testing::difference;
using testing::kPatches;

/// The sample JPEG with an Exif block that gives `value`.
std::string turned_jpeg(int value, bool big_endian) {
  std::string tiff = big_endian ? std::string{"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19}
                                : std::string{"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", 18};
  tiff += static_cast<char>(value);
  tiff += big_endian ? std::string{"\0\0\0\0\0\0", 6} : std::string{"\0\0\0\0\0\0\0", 7};
  const std::string body = std::string{"Exif\0\0", 6} + tiff;
  const std::string segment = std::string{"\xff\xe1\0", 3} + static_cast<char>(body.size() + 2) + body;
  return testing::read_text(testing::sample("patches_444.jpg")).insert(2, segment);
}

/// The patches in reading order as they are shown for Exif orientation 1 to 8 (Exif 2.32, table 4).
struct Expected {
  bool is_upright;
  std::array<int, 6> patches;
};
constexpr std::array<Expected, 8> kExpected{{
    {true, {0, 1, 2, 3, 4, 5}},
    {true, {2, 1, 0, 5, 4, 3}},
    {true, {5, 4, 3, 2, 1, 0}},
    {true, {3, 4, 5, 0, 1, 2}},
    {false, {0, 3, 1, 4, 2, 5}},
    {false, {3, 0, 4, 1, 5, 2}},
    {false, {5, 2, 4, 1, 3, 0}},
    {false, {2, 5, 1, 4, 0, 3}},
}};

TEST(Orientation, TurnsAPhonesJpegUpright) {
  for (int value = 1; value <= 8; ++value) {
    const Expected& expected = kExpected.at(static_cast<std::size_t>(value) - 1);
    const PixelSize size = expected.is_upright ? PixelSize{192, 128} : PixelSize{128, 192};
    const int columns = expected.is_upright ? 3 : 2;
    for (const bool big_endian : {false, true}) {
      const Picture picture = decode_cover(testing::to_bytes(turned_jpeg(value, big_endian)), "turned", size);
      for (int i = 0; i < 6; ++i) {
        const testing::Colour shown = testing::colour_at(picture, i % columns * 64 + 32, i / columns * 64 + 32);
        const auto stored = static_cast<std::size_t>(expected.patches.at(static_cast<std::size_t>(i)));
        EXPECT_LE(difference(shown, kPatches.at(stored)), 3) << "orientation " << value << " patch " << i << shown;
      }
    }
  }
}

TEST(Orientation, CropsWhatIsShownRatherThanWhatIsStored) {
  // Stored 96 x 64, shown 64 x 96 after a quarter turn: a third of it from a little above the middle is patches 4, 1.
  const Picture picture = decode_cover(testing::to_bytes(turned_jpeg(6, false)), "turned", {256, 96});
  EXPECT_LE(difference(testing::colour_at(picture, 64, 60), kPatches[4]), 3);
  EXPECT_LE(difference(testing::colour_at(picture, 192, 60), kPatches[1]), 3);
}

TEST(Orientation, TurnsALogoToo) {
  const AlphaPicture logo = decode_alpha(testing::to_bytes(turned_jpeg(8, true)), "turned", {64, 1000});
  EXPECT_EQ(logo.size, (PixelSize{64, 96}));
  EXPECT_LE(difference(testing::colour_of(logo.pixels[16 * 64 + 16]), kPatches[2]), 3);
}

TEST(Orientation, IgnoresAValueThatMakesNoSense) {
  EXPECT_EQ(decode_cover(testing::to_bytes(turned_jpeg(9, true)), "turned", {96, 64}),
            load_cover(testing::sample("patches_444.jpg"), {96, 64}));
}

}  // namespace
}  // namespace vina
