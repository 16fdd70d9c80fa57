// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/video_name.h"

#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace vina {
namespace {

LessonRow row_of(const std::string& course, const std::string& lesson, const std::string& profile = "",
                 const std::string& adaptation = "") {
  LessonRow row;
  row.course_id = course;
  row.lesson_id = lesson;
  row.difficulty = 3;
  row.profile_hash = profile;
  row.adaptation = adaptation;
  return row;
}

TEST(VideoName, HoldsAllThatMakesTheVariant) {
  EXPECT_EQ(video_name_of(row_of("c_llm", "l01", "1a2b3c4", "examples")), "c_llm-l01-d3-1a2b3c4-examples.mp4");
  EXPECT_EQ(video_name_of(row_of("", "c_llm:l01")), "c_llm-l01-d3.mp4");
  EXPECT_EQ(video_name_of(row_of("c_llm", "c_llm:l01")), "c_llm-l01-d3.mp4");
}

TEST(VideoName, IsAnotherForWhateverElseIsAnother) {
  const std::string longest(120, 'a');
  const std::vector<LessonRow> rows{
      row_of("日本", "第一課"), row_of("日本", "第二課"), row_of("cc", "b_x"),         row_of("cc_b", "x"),
      row_of("a-b", "c"),       row_of("a", "b-c"),       row_of("c", longest + "1"),  row_of("c", longest + "2"),
      row_of("c", "l 1"),       row_of("c", "l_1"),       row_of("c", "l", "", "x-y"), row_of("c", "l-x", "", "y"),
      row_of("c", ".."),        row_of("c", "")};
  std::set<std::string> names;
  for (const LessonRow& row : rows) {
    const std::string name = video_name_of(row);
    EXPECT_LE(name.size(), 104U);
    EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-"), std::string::npos) << name;
    EXPECT_NE(name.front(), '.');
    names.insert(name);
  }
  EXPECT_EQ(names.size(), rows.size());
}

TEST(FileName, IsTheIdItselfWhereItCanBe) {
  EXPECT_EQ(file_name_of("l01-what_llms.are"), "l01-what_llms.are");
  EXPECT_EQ(file_name_of("c_llm:l01_what_llms_are"), "c_llm-l01_what_llms_are");
  EXPECT_EQ(file_name_of("../..").substr(0, 7), "lesson-");
}

}  // namespace
}  // namespace vina
