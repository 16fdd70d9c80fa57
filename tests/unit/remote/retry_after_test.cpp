// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/retry_after.h"

#include <gtest/gtest.h>

namespace vina {
namespace {

using namespace std::chrono_literals;

// 2023-07-04 19:00:00 UTC
const std::chrono::system_clock::time_point kNow{1'688'497'200s};

std::optional<std::chrono::milliseconds> wait_for(std::vector<HttpHeader> headers) {
  return retry_after({429, std::move(headers), ""}, kNow);
}

TEST(RetryAfter, IsNothingWithoutAHeader) {
  EXPECT_EQ(wait_for({{"Date", "Tue, 04 Jul 2023 19:00:00 GMT"}}), std::nullopt);
}

TEST(RetryAfter, ReadsSecondsMillisecondsAndResetTimes) {
  EXPECT_EQ(wait_for({{"Retry-After", "120"}}), 120s);
  EXPECT_EQ(wait_for({{"retry-after", " 1.5 "}}), 1500ms);
  EXPECT_EQ(wait_for({{"Retry-After-Ms", "250"}}), 250ms);
  EXPECT_EQ(wait_for({{"X-RateLimit-Reset", "1688497230"}}), 30s);
}

TEST(RetryAfter, ReadsAllThreeFormsOfADate) {
  EXPECT_EQ(wait_for({{"Retry-After", "Tue, 04 Jul 2023 19:01:00 GMT"}}), 60s);
  EXPECT_EQ(wait_for({{"Retry-After", "Tuesday, 04-Jul-23 19:01:00 GMT"}}), 60s);
  EXPECT_EQ(wait_for({{"Retry-After", "Tue Jul  4 19:01:00 2023"}}), 60s);
}

TEST(RetryAfter, PrefersTheFinestHeader) {
  EXPECT_EQ(wait_for({{"X-RateLimit-Reset", "1688497230"}, {"Retry-After", "7"}, {"retry-after-ms", "250"}}), 250ms);
  EXPECT_EQ(wait_for({{"X-RateLimit-Reset", "1688497230"}, {"Retry-After", "7"}}), 7s);
  EXPECT_EQ(wait_for({{"Retry-After", "soon"}, {"X-RateLimit-Reset", "1688497230"}}), 30s);
}

TEST(RetryAfter, IsZeroForWhatHasPassed) {
  EXPECT_EQ(wait_for({{"Retry-After", "-5"}}), 0ms);
  EXPECT_EQ(wait_for({{"retry-after-ms", "-1"}}), 0ms);
  EXPECT_EQ(wait_for({{"X-RateLimit-Reset", "1"}}), 0ms);
  EXPECT_EQ(wait_for({{"Retry-After", "Tue, 04 Jul 2023 18:00:00 GMT"}}), 0ms);
}

TEST(RetryAfter, DoesNotBelieveRubbish) {
  for (const char* text : {"", "soon", "1 2", "0x10", "1e3", "nan", "inf", "--1", "+1", ".5", "12s"}) {
    EXPECT_EQ(wait_for({{"Retry-After", text}}), std::nullopt) << text;
  }
}

TEST(RetryAfter, IsAYearAtMost) {
  for (const char* text : {"99999999999", "99999999999999999999999999", "Tue, 04 Jul 2034 19:00:00 GMT"}) {
    EXPECT_EQ(wait_for({{"Retry-After", text}}), std::chrono::hours{24 * 365}) << text;
  }
}

TEST(ParseSeconds, ReadsDecimalsAndRoundsUp) {
  EXPECT_EQ(parse_seconds("41"), 41s);
  EXPECT_EQ(parse_seconds("0.5"), 500ms);
  EXPECT_EQ(parse_seconds("41.3"), 41'300ms);
  EXPECT_EQ(parse_seconds("0.0001"), 1ms);
  EXPECT_EQ(parse_seconds("1.0010000"), 1001ms);
  EXPECT_EQ(parse_seconds("2."), 2s);
  EXPECT_EQ(parse_seconds("-3"), -3s);
  EXPECT_EQ(parse_seconds("3s"), std::nullopt);
}

}  // namespace
}  // namespace vina
