// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "captions/cue_timestamp.h"
#include "captions/srt_writer.h"
#include "captions/webvtt_writer.h"

namespace vina {
namespace {

using ::testing::HasSubstr;

const std::vector<Cue> kTwoCues{{milliseconds(500), milliseconds(2000), {"First line", "second line"}},
                                {milliseconds(3'599'999), milliseconds(3'600'001), {"a < b && c --> d"}}};

TEST(WebVttWriter, WritesHeaderNumbersTimesSettingsAndLines) {
  EXPECT_EQ(to_webvtt(kTwoCues),
            "WEBVTT\n"
            "\n"
            "1\n"
            "00:00:00.500 --> 00:00:02.000 line:82.2% size:90%\n"
            "First line\n"
            "second line\n"
            "\n"
            "2\n"
            "00:59:59.999 --> 01:00:00.001 line:86.1% size:90%\n"
            "a &lt; b &amp;&amp; c --&gt; d\n");
}

TEST(WebVttWriter, IsAHeaderAloneWithoutCues) {
  EXPECT_EQ(to_webvtt({}), "WEBVTT\n");
}

TEST(WebVttWriter, PlacesCuesAboveTheGivenHeight) {
  EXPECT_THAT(to_webvtt(kTwoCues, {.bottom_px = 1420, .width_percent = 80}), HasSubstr("line:66.2% size:80%"));
  EXPECT_THAT(to_webvtt(kTwoCues, {.bottom_px = 0}), HasSubstr("line:0.0%"));
}

TEST(SrtWriter, WritesCountersCommasAndCarriageReturns) {
  EXPECT_EQ(to_srt(kTwoCues),
            "1\r\n"
            "00:00:00,500 --> 00:00:02,000\r\n"
            "First line\r\n"
            "second line\r\n"
            "\r\n"
            "2\r\n"
            "00:59:59,999 --> 01:00:00,001\r\n"
            "a < b && c --> d\r\n"
            "\r\n");
  EXPECT_EQ(to_srt({}), "");
}

TEST(CueTimestamp, RoundsToTheNearestMillisecond) {
  EXPECT_EQ(cue_timestamp(Samples{23}, '.'), "00:00:00.000");
  EXPECT_EQ(cue_timestamp(Samples{24}, '.'), "00:00:00.001");
  EXPECT_EQ(cue_timestamp(milliseconds(359'999'999), ','), "99:59:59,999");
  EXPECT_EQ(cue_timestamp(milliseconds(360'000'000), ','), "100:00:00,000");
}

}  // namespace
}  // namespace vina
