// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/batch_manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vina {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

std::string fault_of(const std::string& line) {
  const Manifest manifest = read_manifest(line);
  EXPECT_THAT(manifest.lines, IsEmpty()) << line;
  return manifest.faults.size() == 1 ? manifest.faults.front().message : "not one fault";
}

TEST(BatchManifest, HasALessonALine) {
  const Manifest manifest = read_manifest(
      "{\"file\": \"l01.json\", \"output\": \"nurse/l01.mp4\", \"voice_id\": \"abc\", \"rate\": 150, \"strict\": "
      "true}\n"
      "\n"
      "  \"l02.json\"  \r\n"
      "{\"file\":\"l03.json\",\"theme\":null}");
  EXPECT_THAT(manifest.faults, IsEmpty());
  ASSERT_EQ(manifest.lines.size(), 3U);
  EXPECT_EQ(manifest.lines[0].number, 1U);
  EXPECT_EQ(manifest.lines[0].file, "l01.json");
  EXPECT_EQ(manifest.lines[0].output, "nurse/l01.mp4");
  EXPECT_THAT(manifest.lines[0].options,
              ElementsAre(Pair("rate", "150"), Pair("strict", "true"), Pair("voice-id", "abc")));
  EXPECT_EQ(manifest.lines[1].number, 3U);
  EXPECT_EQ(manifest.lines[1].file, "l02.json");
  EXPECT_EQ(manifest.lines[2].number, 4U);
  EXPECT_THAT(manifest.lines[2].options, IsEmpty());
}

TEST(BatchManifest, MayNameALessonOfTheDatabase) {
  const Manifest manifest = read_manifest("{\"lesson\": \"c1:l01\", \"difficulty\": 3}\n");
  ASSERT_EQ(manifest.lines.size(), 1U);
  EXPECT_EQ(manifest.lines[0].lesson, "c1:l01");
  EXPECT_EQ(manifest.lines[0].file, "");
  EXPECT_THAT(manifest.lines[0].options, ElementsAre(Pair("difficulty", "3")));
}

TEST(BatchManifest, MayBeginWithAByteOrderMark) {
  EXPECT_EQ(read_manifest("\xef\xbb\xbf\"l01.json\"\n").lines.size(), 1U);
}

TEST(BatchManifest, NamesEveryBadLine) {
  const Manifest manifest = read_manifest("\"l01.json\"\n{\n[]\n\"l02.json\"\n{\"output\":\"a.mp4\"}\n");
  EXPECT_EQ(manifest.lines.size(), 2U);
  ASSERT_EQ(manifest.faults.size(), 3U);
  EXPECT_EQ(manifest.faults[0].number, 2U);
  EXPECT_EQ(manifest.faults[1].number, 3U);
  EXPECT_EQ(manifest.faults[2].number, 5U);
}

TEST(BatchManifest, SaysWhatIsWrongWithALine) {
  EXPECT_THAT(fault_of("{\"file\": \"a.json\",}"), HasSubstr("is not JSON: column 19"));
  EXPECT_THAT(fault_of("{\"file\": \"\xff\"}"), HasSubstr("is not JSON: "));
  EXPECT_THAT(fault_of("17"), HasSubstr("neither an object nor a file's name"));
  EXPECT_THAT(fault_of("{}"), HasSubstr("names no lesson"));
  EXPECT_THAT(fault_of("{\"file\": \"a.json\", \"lesson\": \"l01\"}"), HasSubstr("leave one out"));
  EXPECT_THAT(fault_of("{\"file\": 1}"), HasSubstr("\"file\" must be a text"));
  EXPECT_THAT(fault_of("{\"file\": \"\"}"), HasSubstr("\"file\" must be a text"));
  EXPECT_THAT(fault_of("{\"file\": \"a\\u0000b\"}"), HasSubstr("must be the name of a file"));
  EXPECT_THAT(fault_of("{\"file\": \"a.json\", \"theme\": [\"light\"]}"), HasSubstr("\"theme\" must be a text"));
  EXPECT_THAT(fault_of("{\"file\": \"a.json\", \"theme\": \"\"}"), HasSubstr("\"theme\" is empty"));
  EXPECT_THAT(fault_of("{\"file\": \"a.json\", \"file\": \"b.json\"}"), HasSubstr("has \"file\" more than once"));
}

}  // namespace
}  // namespace vina
