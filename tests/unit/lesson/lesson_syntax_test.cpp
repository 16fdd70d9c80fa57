// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lesson/lesson_reader.h"
#include "unit/lesson/lesson_documents.h"

namespace vina {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// The one fault of a document that cannot be parsed.
std::string only_fault(std::string_view text) {
  const LessonReading reading = read_lesson(text);
  EXPECT_FALSE(reading.lesson.has_value());
  EXPECT_THAT(reading.faults, SizeIs(1));
  return reading.faults.empty() ? "" : to_text(reading.faults.front());
}

TEST(LessonSyntax, SaysWhereAndWhatWasExpected) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {R"({"a" 1})", "line 1, column 6: expected ':' after the field name, found \"1\""},
      {"{\n  \"a\": \"x\"\n  \"b\": 2}", "line 3, column 3: expected ',' or '}' after a field's value, found a text"},
      {"[1 2]", "line 1, column 4: expected ',' or ']' after a list's value, found \"2\""},
      {"{1:2}", "line 1, column 2: expected a field name in double quotes, found \"1\""},
      {"{} {}", "line 1, column 4: expected nothing after the end of the lesson, found '{'"},
      {"hello", "line 1, column 1: expected an object {...}, found \"hello\""},
      {R"({"a":nul})",
       "line 1, column 6: expected a value: a text in double quotes, a number, true, false, null, [...] or {...}, "
       "found "
       "\"nul\""},
      {R"({"a":)",
       "line 1, column 6: the document ends too early, expected a value: a text in double quotes, a number, true, "
       "false, null, [...] or {...}"},
      {"{", "line 1, column 2: the document ends too early, expected a field name in double quotes"},
      {R"({"a":"x\")", "line 1, column 6: this text has no closing quote before the document ends"},
      {"{\"a\":\"x\ny\"}",
       "line 1, column 8: a text may not contain a line break; close its quotes on the same line, or write \\n"},
      {"{\"a\":\"\t\"}", "line 1, column 7: a text may not contain a tab; write \\t or a space"},
      {"{\"a\":\"\x01\"}", "line 1, column 7: a text may not contain a control character; remove it"},
      {R"({"a":"\x41"})", "line 1, column 8: unknown escape; after \\ only \" \\ / b f n r t u are known"},
      {R"({"a":-})", "line 1, column 6: \"-\" is not a number as JSON writes it"},
  };
  for (const auto& [text, fault] : cases) EXPECT_EQ(only_fault(text), fault) << text;
}

TEST(LessonSyntax, KnowsTheCureForCommonMistakes) {
  EXPECT_THAT(only_fault(R"({"a":1,})"), HasSubstr("found '}'; remove the comma before it"));
  EXPECT_THAT(only_fault("[1,\n]"), HasSubstr("found ']'; remove the comma before it"));
  EXPECT_THAT(only_fault("{'a':1}"), HasSubstr("JSON wants double quotes"));
  EXPECT_THAT(only_fault("{“a”:1}"), HasSubstr("use straight double quotes"));
  EXPECT_THAT(only_fault("{ // note\n}"), HasSubstr("JSON has no comments, remove it"));
  EXPECT_THAT(only_fault(R"({"a":True})"), HasSubstr("write it in small letters"));
  EXPECT_THAT(only_fault(R"({"a":None})"), HasSubstr("write null"));
  EXPECT_THAT(only_fault("```json\n{}\n```"), HasSubstr("remove the ``` lines"));
  EXPECT_THAT(only_fault("<!DOCTYPE html>"), HasSubstr("looks like HTML"));
  EXPECT_THAT(only_fault(R"({"a":"say "hi" now"})"), HasSubstr("a quote inside a text is written \\\""));
  EXPECT_THAT(only_fault(R"({"a":01})"), HasSubstr("a number does not begin with 0"));
  EXPECT_THAT(only_fault(R"({"a":"\ud800"})"), HasSubstr("half a character"));
}

TEST(LessonSyntax, CountsColumnsInCharacters) {
  EXPECT_THAT(only_fault("{\"é日👍🏽\": }"), HasSubstr("line 1, column 9:"));
  EXPECT_THAT(only_fault("{\r\n\t}}"), HasSubstr("line 2, column 3:"));
}

TEST(LessonSyntax, AcceptsAByteOrderMark) {
  EXPECT_THAT(fault_texts(read_lesson("\xEF\xBB\xBF" + small_lesson().dump())), IsEmpty());
  EXPECT_THAT(only_fault("\xEF\xBB\xBF{]"), HasSubstr("line 1, column 2:")) << "and does not count it as a column";
}

TEST(LessonSyntax, ExplainsAnEmptyDocument) {
  const std::string wanted = "the lesson is empty; it must be a JSON object with lesson_title and slides";
  EXPECT_EQ(only_fault(""), wanted);
  EXPECT_EQ(only_fault(" \r\n\t"), wanted);
  EXPECT_EQ(only_fault("\xEF\xBB\xBF"), wanted);
}

TEST(LessonSyntax, RefusesBytesThatAreNotUtf8) {
  EXPECT_EQ(only_fault("{\n \"a\":\"\xff\"}"),
            "line 2, column 7: byte 9 (0xff) is not UTF-8; save the lesson as UTF-8");
  EXPECT_EQ(only_fault("\xEF\xBB\xBF{\"\xc0\x80\"}"),
            "line 1, column 3: byte 6 (0xc0) is not UTF-8; save the lesson as UTF-8");
  EXPECT_EQ(only_fault(std::string_view{"\xFF\xFE{\0}\0", 6}), "the lesson is written in UTF-16; save it as UTF-8");
}

TEST(LessonSyntax, RefusesANulByteAnywhere) {
  const std::string text = small_lesson().dump() + '\0' + "more";
  EXPECT_THAT(only_fault(text), HasSubstr("contains a NUL byte"));
}

TEST(LessonSyntax, RefusesMoreThanOneMebibyte) {
  std::string text = small_lesson().dump();
  text.append(kMaxLessonBytes - text.size(), ' ');
  EXPECT_THAT(fault_texts(read_lesson(text)), IsEmpty());
  EXPECT_EQ(only_fault(text + " "), "the lesson has 1048577 bytes; at most 1048576 (1 MiB) are read");
}

TEST(LessonSyntax, RefusesDeepNestingBeforeItBuildsIt) {
  const auto nested = [](std::size_t levels) {
    return small_lesson_with("/references_to_previous_lessons",
                             nlohmann::json::parse(repeated("[", levels) + repeated("]", levels)))
        .dump();
  };
  EXPECT_THAT(fault_texts(read_lesson(nested(kMaxLessonDepth - 1))), IsEmpty());
  EXPECT_THAT(only_fault(nested(kMaxLessonDepth)), HasSubstr("/references_to_previous_lessons/0/0/"));
  EXPECT_THAT(only_fault(repeated("[", 1'000'000)), HasSubstr(": is nested deeper than 32 levels"));
  EXPECT_THAT(only_fault(repeated("{\"a\":", 200'000)), HasSubstr("/a/a/a: is nested deeper than 32 levels"));
}

TEST(LessonSyntax, RefusesAFieldThatAppearsTwice) {
  EXPECT_EQ(only_fault(R"({"lesson_title": "T", "lesson_title": "U",
      "slides": [{"title": "S", "items": [{"bullet": "B", "talk": "Talk"}]}]})"),
            "/lesson_title: appears more than once in the same object; keep one");
  EXPECT_THAT(fault_texts(read_lesson(R"({"b": {"c": 1, "c": {"d": {"e": 1, "e": [2]}}}})")),
              testing::IsSupersetOf({"/b/c: appears more than once in the same object; keep one",
                                     "/b/c/d/e: appears more than once in the same object; keep one"}));
}

TEST(LessonSyntax, RefusesANumberBeyondAllRange) {
  EXPECT_EQ(only_fault(R"({"slides": [0, {"x": 1e999}]})"), "/slides/1/x: is a number too large to be read");
  EXPECT_EQ(only_fault("1e999"), "is a number too large to be read");
}

TEST(LessonSyntax, KeepsItsMessagesOnOneHarmlessLine) {
  const LessonReading reading = read_lesson("{\"a\\u001b[31m\\u202e\\n/~" + repeated("x", 1000) + "\": 1}");
  ASSERT_THAT(reading.warnings, SizeIs(1));
  EXPECT_EQ(reading.warnings[0].place, "/a\\u001b[31m\\u202e\\u000a~1~0" + repeated("x", 54) + "…");
  EXPECT_EQ(to_text({"/a\nb", "is\x1b[31m"}), "/a\\u000ab: is\\u001b[31m");
}

TEST(LessonSyntax, TakesTimeInProportion) {
  // Fields by the hundred thousand, all different and all the same, and a list of as many faulty slides.
  std::string different = "{";
  std::string same = "{";
  for (int i = 0; different.size() < 1'000'000; ++i) different += "\"" + std::to_string(i) + "\":0,";
  while (same.size() < 1'000'000) same += "\"a\":0,";
  different.back() = same.back() = '}';
  const std::string slides = "{\"slides\":[{}" + repeated(",{}", 300'000) + "]}";
  for (const std::string& text : {different, same, slides}) {
    const LessonReading reading = read_lesson(text);
    EXPECT_FALSE(reading.lesson.has_value());
    EXPECT_LE(reading.faults.size(), kMaxFindings + 1);
    EXPECT_LE(reading.warnings.size(), kMaxFindings + 1);
  }
}

TEST(LessonSyntax, ListsTheFirstHundredFaults) {
  const LessonReading reading = read_lesson("{\"lesson_title\":\"T\",\"slides\":[{}" + repeated(",{}", 200) + "]}");
  ASSERT_EQ(reading.faults.size(), kMaxFindings + 1);
  EXPECT_EQ(to_text(reading.faults[0]), "/slides: has 201 slides; at most 20 are allowed");
  EXPECT_EQ(to_text(reading.faults.back()), "there are more faults; these are the first");
}

}  // namespace
}  // namespace vina
