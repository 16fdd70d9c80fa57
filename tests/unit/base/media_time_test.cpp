// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "base/media_time.h"

#include <gtest/gtest.h>

namespace vina {
namespace {

TEST(MediaTime, AFrameIsExactly1600Samples) {
  EXPECT_EQ(to_samples(Frames{1}), Samples{1600});
  EXPECT_EQ(to_samples(Frames{30}), Samples{kSampleRate});
}

TEST(MediaTime, AFrameIsOnScreenFromItsBorderUntilTheNext) {
  EXPECT_EQ(frame_at(Samples{0}), Frames{0});
  EXPECT_EQ(frame_at(Samples{1599}), Frames{0});
  EXPECT_EQ(frame_at(Samples{1600}), Frames{1});
}

TEST(MediaTime, APositionOnABorderIsItsOwnNextBorder) {
  EXPECT_EQ(next_frame_border(Samples{1600}), Frames{1});
  EXPECT_EQ(next_frame_border(Samples{1601}), Frames{2});
  EXPECT_EQ(next_frame_border(Samples{0}), Frames{0});
}

TEST(MediaTime, MillisecondsRoundToTheNearest) {
  EXPECT_EQ(to_milliseconds(Samples{48}), 1);
  EXPECT_EQ(to_milliseconds(Samples{23}), 0);
  EXPECT_EQ(to_milliseconds(Samples{24}), 1);
  EXPECT_EQ(to_milliseconds(Samples{1600}), 33);
}

}  // namespace
}  // namespace vina
