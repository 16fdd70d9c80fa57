// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "base/white_space.h"

#include <gtest/gtest.h>

namespace vina {
namespace {

TEST(WithoutWhiteSpace, LeavesTheTextAlone) {
  EXPECT_EQ(without_white_space("  one\ttwo\r\nthree  "), "onetwothree");
  EXPECT_EQ(without_white_space("10\xC2\xA0km\xE3\x80\x80日本\xE2\x80\x8B語\xE2\x80\xA8"), "10km日本語");
  EXPECT_EQ(without_white_space("e\xCC\x81t\xC3\xA9 \xE2\x80\x93 \xE2\x80\x9Cx\xE2\x80\x9D"),
            "e\xCC\x81t\xC3\xA9\xE2\x80\x93\xE2\x80\x9Cx\xE2\x80\x9D");
  EXPECT_EQ(without_white_space(""), "");
  EXPECT_EQ(without_white_space("\xE2\x80"), "\xE2\x80") << "cut off";
}

}  // namespace
}  // namespace vina
