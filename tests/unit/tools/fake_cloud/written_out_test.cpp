// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/written_out.h"

#include <gtest/gtest.h>

namespace vina::fake {
namespace {

TEST(WrittenOut, NumbersAreWords) {
  EXPECT_EQ(number_in_words(0), "zero");
  EXPECT_EQ(number_in_words(13), "thirteen");
  EXPECT_EQ(number_in_words(21), "twenty-one");
  EXPECT_EQ(number_in_words(40), "forty");
  EXPECT_EQ(number_in_words(100), "one hundred");
  EXPECT_EQ(number_in_words(2'024), "two thousand twenty-four");
  EXPECT_EQ(number_in_words(1'000'000), "one million");
  EXPECT_EQ(number_in_words(999'999'999'999),
            "nine hundred ninety-nine billion nine hundred ninety-nine million nine hundred ninety-nine thousand nine "
            "hundred ninety-nine");
}

TEST(WrittenOut, WordsKeepWhatIsNoNumber) {
  EXPECT_EQ(written_out("plain,"), "plain,");
  EXPECT_EQ(written_out("3.5%"), "three point five percent");
  EXPECT_EQ(written_out("2,000."), "two thousand.");
  EXPECT_EQ(written_out("1,2"), "one, two");
  EXPECT_EQ(written_out("007"), "zero zero seven");
  EXPECT_EQ(written_out("CO2"), "CO two");
  EXPECT_EQ(written_out("4K"), "four K");
  EXPECT_EQ(written_out("&"), "and");
  EXPECT_EQ(written_out("1234567890123"), "one two three four five six seven eight nine zero one two three");
  EXPECT_EQ(written_out("\u0663"), "\u0663");
}

}  // namespace
}  // namespace vina::fake
