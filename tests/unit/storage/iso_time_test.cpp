// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/iso_time.h"

#include <gtest/gtest.h>

namespace vina {
namespace {

using std::chrono::milliseconds;
using std::chrono::system_clock;

TEST(IsoTime, IsWrittenInUtcWithMilliseconds) {
  EXPECT_EQ(to_iso_time(system_clock::time_point{}), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(to_iso_time(system_clock::time_point{milliseconds{1'796'083'200'007}}), "2026-12-01T00:00:00.007Z");
}

TEST(IsoTime, ReadsWhatItWrote) {
  for (const std::int64_t count : {0LL, 951'782'399'999LL, 1'795'377'600'123LL, 4'102'444'799'000LL}) {
    const system_clock::time_point time{milliseconds{count}};
    EXPECT_EQ(from_iso_time(to_iso_time(time)), time) << count;
  }
}

TEST(IsoTime, ReadsNothingElse) {
  for (const char* text : {"", "2026-11-22", "2026-11-22T20:00:00Z", "2026-11-22T20:00:00.123",
                           "2026-13-22T20:00:00.123Z", "2026-02-30T20:00:00.123Z", "2026-11-22T24:00:00.123Z",
                           "2026-11-22T20:60:00.123Z", "2026-11-22T20:00:00.123Zx", "2026-11-2xT20:00:00.123Z"}) {
    EXPECT_FALSE(from_iso_time(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace vina
