// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/srt_reader.h"

#include <string>

#include <gtest/gtest.h>

namespace vina {
namespace {

const std::string kCue = "1\r\n00:00:01,000 --> 00:00:02,500\r\nfish & chips\r\n<5 --> 4\r\n\r\n";

std::string fault(const std::string& text) {
  return read_srt(text).fault.value_or("none");
}

TEST(SrtReader, ReadsCuesWithTheirTextAsItStands) {
  const CaptionReading reading = read_srt(kCue + "2\n01:00:02,500 --> 01:00:04,000\n日本語\n");
  EXPECT_EQ(reading.fault, std::nullopt);
  ASSERT_EQ(reading.cues.size(), 2U);
  EXPECT_EQ(reading.cues[0].start_ms, 1000);
  EXPECT_EQ(reading.cues[0].end_ms, 2500);
  EXPECT_EQ(reading.cues[0].text, "fish & chips\n<5 --> 4\n");
  EXPECT_EQ(reading.cues[1].start_ms, 3'602'500);
  EXPECT_EQ(reading.cues[1].text, "日本語\n");
  EXPECT_EQ(fault(""), "none");
}

TEST(SrtReader, NamesTheLineOfTheFirstFault) {
  EXPECT_EQ(fault(kCue + "3\n"), "line 6: the number 2 of the next cue is missing");
  EXPECT_EQ(fault("1\n"), "line 1: a cue has no line of times");
  EXPECT_EQ(fault("1\n00:00:01.000 --> 00:00:02,500\na\n"), "line 2: ',' is missing in the line of times");
  EXPECT_EQ(fault("1\n0:00:01,000 --> 00:00:02,500\na\n"), "line 2: a time is not HH:MM:SS,mmm");
  EXPECT_EQ(fault("1\n00:61:01,000 --> 00:00:02,500\na\n"), "line 2: a time has more than 59 minutes or seconds");
  EXPECT_EQ(fault("1\n00:00:01,000 -> 00:00:02,500\na\n"), "line 2: ' --> ' is missing in the line of times");
  EXPECT_EQ(fault("1\n00:00:01,000 --> 00:00:02,500 x\na\n"), "line 2: something follows the times");
  EXPECT_EQ(fault("1\n00:00:01,000 --> 00:00:01,000\na\n"), "line 2: a cue ends before it starts");
  EXPECT_EQ(fault("1\n00:00:01,000 --> 00:00:02,000\n\n"), "line 3: a cue has no text");
  EXPECT_EQ(fault(kCue + "2\n00:00:02,400 --> 00:00:03,000\na\n"), "line 7: a cue starts before the one before ends");
  EXPECT_EQ(fault("1\n\xFF"), "line 0: the file is not UTF-8 text");
}

}  // namespace
}  // namespace vina
