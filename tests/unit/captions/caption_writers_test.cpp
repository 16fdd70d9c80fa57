// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <sstream>
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

/// The settings of each cue, as numbers.
struct Placement {
  double line = -1;
  double size = -1;
  double position = 50;
};
std::vector<Placement> placements(const std::string& webvtt) {
  std::vector<Placement> found;
  std::istringstream in{webvtt};
  for (std::string line; std::getline(in, line);) {
    if (line.find(" --> ") == std::string::npos) continue;
    Placement placement;
    std::istringstream words{line};
    for (std::string word; words >> word;) {
      if (word.starts_with("line:")) placement.line = std::stod(word.substr(5));
      if (word.starts_with("size:")) placement.size = std::stod(word.substr(5));
      if (word.starts_with("position:")) placement.position = std::stod(word.substr(9));
    }
    found.push_back(placement);
  }
  return found;
}

TEST(WebVttWriter, PlacesCuesInTheMiddleAndAtTheBottomOfTheGivenArea) {
  const PixelRect social{100, 400, 770, 848};
  const std::string webvtt = to_webvtt(kTwoCues, {.area = social});
  EXPECT_THAT(webvtt, HasSubstr("line:57.2% size:71.2% position:44.9% align:center\n"));
  std::size_t cue = 0;
  for (const Placement& placement : placements(webvtt)) {
    const double bottom = placement.line * 19.2 + static_cast<double>(kTwoCues[cue++].lines.size()) * 73.5;
    EXPECT_LE(bottom, social.bottom());
    EXPECT_GT(bottom, social.bottom() - 4);
    EXPECT_NEAR(placement.position * 10.8, 485, 1.1);
    EXPECT_GE((placement.position - placement.size / 2) * 10.8, social.left - 1.1);
    EXPECT_LE((placement.position + placement.size / 2) * 10.8, social.right());
  }
  EXPECT_EQ(cue, kTwoCues.size());
}

TEST(WebVttWriter, BeginsAtTheTopOfAnAreaThatIsLowerThanItsLines) {
  EXPECT_THAT(to_webvtt(kTwoCues, {.area = {0, 192, 1080, 100}}), HasSubstr("line:10% size:100%\n"));
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
