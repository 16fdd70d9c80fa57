// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/webvtt_reader.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vina {
namespace {

using ::testing::HasSubstr;

const std::string kBegin = "WEBVTT\n\n";

std::string fault(const std::string& text) {
  return read_webvtt(text).fault.value_or("none");
}

TEST(WebVttReader, ReadsCuesWithTheirTextUnescaped) {
  const CaptionReading reading = read_webvtt(
      "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.500 line:78.4% size:90%\nfish &amp; chips\n&lt;5\n\n"
      "2\n01:00:02.500 --> 01:00:04.000\n日本語\n");
  EXPECT_EQ(reading.fault, std::nullopt);
  ASSERT_EQ(reading.cues.size(), 2U);
  EXPECT_EQ(reading.cues[0].start_ms, 1000);
  EXPECT_EQ(reading.cues[0].end_ms, 2500);
  EXPECT_EQ(reading.cues[0].text, "fish & chips\n<5\n");
  EXPECT_EQ(reading.cues[1].start_ms, 3'602'500);
  EXPECT_EQ(reading.cues[1].text, "日本語\n");
}

TEST(WebVttReader, TakesWhatTheStandardAllows) {
  for (const std::string good :
       {"WEBVTT", "WEBVTT\n", "\xEF\xBB\xBFWEBVTT a title\n\n", "WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nx\r\n",
        "WEBVTT\n\nNOTE\nfor nobody\n\n00:01.000 --> 00:02.000\nx",
        "WEBVTT\n\n00:01.000 --> 00:02.000 align:center position:50%,center line:-1\nx\n"}) {
    EXPECT_EQ(fault(good), "none") << good;
  }
}

TEST(WebVttReader, NamesTheLineOfAFault) {
  EXPECT_EQ(fault("WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nx\n\n2\n00:00:02,000 --> 00:00:03.000\ny\n"),
            "line 8: '.' is missing in the line of times");
}

TEST(WebVttReader, RefusesWhatPlayersMayReadDifferently) {
  const std::string timing = "00:00:01.000 --> 00:00:02.000";
  for (const auto& [text, part] : {
           std::pair<std::string, std::string>{"", "WEBVTT"},
           {"WEBVTTX\n\n", "WEBVTT"},
           {"WEBVTT\n" + timing + "\nx\n", "blank line"},
           {kBegin + "1\n2\n" + timing + "\nx\n", "no line of times"},
           {kBegin + timing + "\n\n", "no text"},
           {kBegin + timing + "\nx\n" + timing + "\ny\n", "blank line"},
           {kBegin + timing + "\na & b\n", "not escaped"},
           {kBegin + timing + "\n<b>a</b>\n", "markup"},
           {kBegin + timing + "\na\xFF\n", "UTF-8"},
           {kBegin + timing + "\na\xC0\x80\n", "UTF-8"},
           {kBegin + timing + " line:101%\nx\n", "setting"},
           {kBegin + timing + " size:90% size:90%\nx\n", "setting"},
           {kBegin + timing + " colour:red\nx\n", "setting"},
           {kBegin + "00:00:02.000 --> 00:00:02.000\nx\n", "before it starts"},
           {kBegin + "00:00:01.00 --> 00:00:02.000\nx\n", "HH:"},
           {kBegin + "00:60:01.000 --> 00:61:02.000\nx\n", "59"},
           {kBegin + "00:00:01.000-->00:00:02.000\nx\n", "space"},
           {kBegin + timing + "\nx\n\n00:00:01.999 --> 00:00:03.000\ny\n", "one before"},
           {kBegin + "1\n" + timing + "\nx\n\n1\n00:00:02.000 --> 00:00:03.000\ny\n", "identifier"},
       }) {
    EXPECT_THAT(fault(text), HasSubstr(part)) << text;
  }
}

}  // namespace
}  // namespace vina
