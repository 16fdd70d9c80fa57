// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/wait_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <string>
#include <utility>

namespace vina {
namespace {

using namespace std::chrono_literals;
using ::testing::MatchesRegex;

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
  EXPECT_THAT(time_of_day(now, now), MatchesRegex("[0-9]{2}:[0-9]{2} \\(UTC.*\\)"));
  EXPECT_THAT(time_of_day(now + 48h, now), MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} \\(UTC.*\\)"));
}

TEST(TimeOfDay, SaysWhichZoneItIsIn) {
  const char* set = std::getenv("TZ");
  const std::string before = set == nullptr ? "" : set;
  const auto noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 12h;
  for (const auto& [zone, time] : {std::pair{"UTC0", "12:00 (UTC)"},
                                   {"CET-1", "13:00 (UTC+01:00)"},
                                   {"NST+3:30", "08:30 (UTC-03:30)"},
                                   {"IST-5:30", "17:30 (UTC+05:30)"}}) {
    ::setenv("TZ", zone, 1);
    ::tzset();
    EXPECT_EQ(time_of_day(noon, noon), time) << zone;
  }
  set == nullptr ? ::unsetenv("TZ") : ::setenv("TZ", before.c_str(), 1);
  ::tzset();
}

}  // namespace
}  // namespace vina
