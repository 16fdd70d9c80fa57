// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/wait_words.h"

#include <gtest/gtest.h>

namespace vina {
namespace {

using namespace std::chrono_literals;

TEST(InWords, NamesTwoUnitsAtMostAndRoundsUp) {
  EXPECT_EQ(in_words(0ms), "0 ms");
  EXPECT_EQ(in_words(350ms), "350 ms");
  EXPECT_EQ(in_words(1s), "1 s");
  EXPECT_EQ(in_words(40'001ms), "41 s");
  EXPECT_EQ(in_words(2min), "2 min");
  EXPECT_EQ(in_words(125s), "2 min 5 s");
  EXPECT_EQ(in_words(6776s), "1 h 53 min");
  EXPECT_EQ(in_words(24h), "1 d");
  EXPECT_EQ(in_words(75h + 1s), "3 d 4 h");
}

TEST(TimeOfDay, NamesTheDateOnlyOnAnotherDay) {
  const auto now = std::chrono::system_clock::now();
  EXPECT_EQ(time_of_day(now, now).size(), 5U);
  EXPECT_EQ(time_of_day(now + 48h, now).size(), 16U);
}

}  // namespace
}  // namespace vina
