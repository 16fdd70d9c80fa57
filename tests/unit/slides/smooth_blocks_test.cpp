// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/smooth_blocks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>

#include "slides/compositing.h"

namespace vina {
namespace {

/// A gradient from 40 to 80 down a picture of this size, dithered from pixel to pixel.
Picture gradient(PixelSize size) {
  Picture picture{size};
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const auto level = static_cast<std::uint32_t>(40 * 256 + y * 40 * 256 / size.height);
      const std::uint32_t part = (level + dither_threshold(x, y, 0)) / 256;
      picture.row(y)[static_cast<std::size_t>(x)] = 0xFF00'0000U | part << 16U | part << 8U | part;
    }
  }
  return picture;
}

double mean_of_row(const Picture& picture, int y) {
  double sum = 0;
  for (const std::uint32_t pixel : picture.row(y)) sum += pixel & 0xFFU;
  return sum / picture.size().width;
}

TEST(SmoothBlocks, HaveOneColour) {
  Picture picture = gradient({640, 1280});
  step_smooth_blocks(picture);
  for (int y = 0; y < 1280; ++y) {
    for (int x = 0; x < 640; ++x) {
      ASSERT_EQ(picture.row(y)[static_cast<std::size_t>(x)],
                picture.row(y / 8 * 8)[static_cast<std::size_t>(x / 8 * 8)])
          << x << ", " << y;
    }
  }
}

TEST(SmoothBlocks, MakeNoBands) {
  const Picture smooth = gradient({640, 1280});
  Picture picture = smooth;
  step_smooth_blocks(picture);
  for (int y = 4; y < 1280; y += 8) {
    EXPECT_NEAR(mean_of_row(picture, y), mean_of_row(smooth, y), 0.2) << "row " << y;
  }
}

TEST(SmoothBlocks, LeaveEdgesAndWhatIsNoWholeBlockAlone) {
  Picture picture = gradient({100, 100});
  for (int y = 0; y < 100; ++y) picture.row(y)[20] = 0xFFFF'FFFFU;
  const Picture before = picture;
  step_smooth_blocks(picture);
  for (int y = 0; y < 100; ++y) {
    for (std::size_t x = 16; x < 24; ++x) EXPECT_EQ(picture.row(y)[x], before.row(y)[x]);
    for (std::size_t x = 96; x < 100; ++x) EXPECT_EQ(picture.row(y)[x], before.row(y)[x]);
  }
  for (int y = 96; y < 100; ++y) EXPECT_TRUE(std::ranges::equal(picture.row(y), before.row(y)));
}

TEST(SmoothBlocks, StayWithinTheirRange) {
  for (const std::uint32_t pixel : {0xFF00'0000U, 0xFFFF'FFFFU, 0xFF01'FE80U}) {
    Picture picture{PixelSize{64, 64}};
    for (int y = 0; y < 64; ++y) std::ranges::fill(picture.row(y), pixel);
    const Picture before = picture;
    step_smooth_blocks(picture);
    EXPECT_TRUE(picture == before);
  }
}

}  // namespace
}  // namespace vina
