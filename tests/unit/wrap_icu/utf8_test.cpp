// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/icu/utf8.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace vina::icu {
namespace {

TEST(Utf8, AcceptsEveryLengthOfCharacter) {
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_TRUE(is_valid_utf8("aé日🎬\U0010FFFF"));
  EXPECT_TRUE(is_valid_utf8(std::string_view{"\0", 1}));
}

TEST(Utf8, NamesTheFirstBadByte) {
  EXPECT_EQ(first_invalid_utf8("ab\xff"
                               "c"),
            2U);
  EXPECT_EQ(first_invalid_utf8("é\x80"), 2U) << "a continuation byte without a start";
  EXPECT_EQ(first_invalid_utf8("x\xe6\x97"), 1U) << "cut off at the end";
  EXPECT_EQ(first_invalid_utf8("x\xe6\x97"
                               "y"),
            1U)
      << "cut off in the middle";
}

TEST(Utf8, RefusesOverlongFormsSurrogatesAndWhatIsBeyondUnicode) {
  EXPECT_EQ(first_invalid_utf8("\xc0\x80"), 0U);
  EXPECT_EQ(first_invalid_utf8("\xe0\x80\xaf"), 0U);
  EXPECT_EQ(first_invalid_utf8("\xed\xa0\x80"), 0U);
  EXPECT_EQ(first_invalid_utf8("\xf4\x90\x80\x80"), 0U);
}

}  // namespace
}  // namespace vina::icu
