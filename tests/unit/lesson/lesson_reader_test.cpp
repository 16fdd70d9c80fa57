// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "lesson/lesson_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "unit/lesson/lesson_documents.h"

namespace vina {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;

std::string example(const std::string& name) {
  std::ifstream file{std::string{VINA_SOURCE_DIR} + "/examples/lessons/" + name};
  EXPECT_TRUE(file.is_open()) << name;
  return {std::istreambuf_iterator<char>{file}, {}};
}

TEST(LessonReader, ReadsTheExamplesWithoutAWarning) {
  for (const char* name : {"what_llms_are.json", "many_scripts.json", "longest_allowed.json"}) {
    const LessonReading reading = read_lesson(example(name));
    EXPECT_THAT(fault_texts(reading), IsEmpty()) << name;
    EXPECT_THAT(warning_texts(reading), IsEmpty()) << name;
  }
}

TEST(LessonReader, RemembersWhereTheInputHasItsParts) {
  const LessonReading wrapped = read_lesson(
      R"({"lesson_content": {"lesson_title": "L", "slides": [{"title": "S", "items": [{"bullet": "b", "talk": "word"}]}]}})");
  ASSERT_TRUE(wrapped.lesson);
  EXPECT_EQ(pointer_to_slide_title(*wrapped.lesson, 0), "/lesson_content/slides/0/title");
  EXPECT_EQ(pointer_to_item(*wrapped.lesson, 0, 0), "/lesson_content/slides/0/items/0");
  const LessonReading bare = read_lesson(
      R"({"lesson_title": "L", "slides": [{"slide_title": "S", "items": [{"bullet": "b", "talk": "word"}]}]})");
  ASSERT_TRUE(bare.lesson);
  EXPECT_EQ(pointer_to_slide_title(*bare.lesson, 0), "/slides/0/slide_title");
}

TEST(LessonReader, ReadsEveryField) {
  const Lesson lesson = read_lesson(example("what_llms_are.json")).lesson.value();
  EXPECT_EQ(lesson.lesson_id, "l01_what_llms_are");
  EXPECT_EQ(lesson.course_id, "c_llm_foundations");
  EXPECT_EQ(lesson.difficulty_level, 3);
  EXPECT_EQ(lesson.title, "What LLMs Are");
  ASSERT_EQ(lesson.slides.size(), 5U);
  EXPECT_EQ(lesson.slides[0].type, SlideType::kHook);
  EXPECT_EQ(lesson.slides[1].type, SlideType::kConcept);
  EXPECT_EQ(lesson.slides[3].type, SlideType::kExample);
  EXPECT_EQ(lesson.slides[4].type, SlideType::kConnection);
  ASSERT_EQ(lesson.slides[0].items.size(), 2U);
  EXPECT_FALSE(lesson.slides[0].items[0].figure.has_value());
  const Item& item = lesson.slides[0].items[1];
  EXPECT_EQ(item.bullet, "But where did the answer come from?");
  ASSERT_TRUE(item.figure.has_value());
  EXPECT_EQ(item.figure->id, "fig-1-2");
  EXPECT_EQ(item.figure->purpose, "Show that a fluent answer hides its origin");
  EXPECT_EQ(item.figure->layout, "single");
  EXPECT_EQ(item.figure->accessibility_alt,
            "A researcher looks at a laptop while streams of text rise from the screen");
}

// Bare and wrapped

TEST(LessonReader, TakesTheIdentifiersFromTheWrapper) {
  const json wrapped = {
      {"lesson_id", "l1"}, {"course_id", "c1"}, {"difficulty_level", 2}, {"lesson_content", small_lesson()}};
  const LessonReading reading = read(wrapped);
  EXPECT_THAT(warning_texts(reading), IsEmpty());
  ASSERT_TRUE(reading.lesson.has_value());
  EXPECT_EQ(reading.lesson->lesson_id, "l1");
  EXPECT_EQ(reading.lesson->course_id, "c1");
  EXPECT_EQ(reading.lesson->difficulty_level, 2);
}

TEST(LessonReader, PrefersTheWrappersIdentifierAndSaysSo) {
  json wrapped = {{"lesson_id", "outer"}, {"lesson_content", small_lesson_with("/lesson_id", "inner")}};
  const LessonReading reading = read(wrapped);
  EXPECT_EQ(reading.lesson.value().lesson_id, "outer");
  EXPECT_THAT(warning_texts(reading), ElementsAre("/lesson_content/lesson_id: differs from \"outer\", which is used"));
  wrapped["lesson_id"] = nullptr;
  EXPECT_EQ(read(wrapped).lesson.value().lesson_id, "inner");
}

TEST(LessonReader, PointsIntoTheWrappedDocument) {
  json wrapped = {{"lesson_content", small_lesson()}};
  wrapped["lesson_content"]["slides"][1]["items"][0].erase("talk");
  EXPECT_THAT(fault_texts(read(wrapped)), ElementsAre("/lesson_content/slides/1/items/0/talk: is missing"));
}

TEST(LessonReader, RefusesAWrapperAroundSomethingElse) {
  EXPECT_THAT(fault_texts(read({{"lesson_content", "{}"}})),
              ElementsAre("/lesson_content: is a text; must be an object {...}"));
  EXPECT_THAT(fault_texts(read({{"lesson_content", nullptr}})),
              ElementsAre("/lesson_content: is null; must be an object {...}"));
}

TEST(LessonReader, RefusesADocumentThatIsNoObject) {
  EXPECT_THAT(fault_texts(read_lesson("[]")), ElementsAre("the lesson is a list; it must be an object {...}"));
  EXPECT_THAT(fault_texts(read_lesson("null")), ElementsAre("the lesson is null; it must be an object {...}"));
}

// All faults at once

TEST(LessonReader, ReportsAllFaultsAtOnce) {
  EXPECT_THAT(
      fault_texts(read(json::parse(R"({
      "difficulty_level": 9,
      "slides": [
        {"items": []},
        "slide",
        {"title": 3, "items": [{"bullet": "B"}, 7, {"bullet": "", "talk": " "}]}
      ]})"))),
      ElementsAre("/difficulty_level: is 9; must be a whole number, 1 to 5", "/lesson_title: is missing",
                  "/slides/0/slide_title: is missing", "/slides/0/items: is empty; must have 1 to 5 items",
                  "/slides/1: is a text; must be an object {...}", "/slides/2/title: is a number; must be a text",
                  "/slides/2/items/0/talk: is missing", "/slides/2/items/1: is a number; must be an object {...}",
                  "/slides/2/items/2/bullet: is empty; write 1 to 100 characters",
                  "/slides/2/items/2/talk: is made of white space only; write 1 to 5000 characters"));
}

TEST(LessonReader, NamesWrongTypesInPlainWords) {
  EXPECT_THAT(faults_with("/lesson_title", nullptr), ElementsAre("/lesson_title: is null; must be a text"));
  EXPECT_THAT(faults_with("/lesson_title", true), ElementsAre("/lesson_title: is true; must be a text"));
  EXPECT_THAT(faults_with("/lesson_title", 1.5), ElementsAre("/lesson_title: is a number; must be a text"));
  EXPECT_THAT(faults_with("/lesson_title", json::array()), ElementsAre("/lesson_title: is a list; must be a text"));
  EXPECT_THAT(faults_with("/lesson_title", json::object()), ElementsAre("/lesson_title: is an object; must be a text"));
  EXPECT_THAT(faults_with("/slides", "no"), ElementsAre("/slides: is a text; must be a list of 1 to 20 slides"));
  EXPECT_THAT(faults_with("/slides/0/items", json::object()),
              ElementsAre("/slides/0/items: is an object; must be a list of 1 to 5 items"));
  EXPECT_THAT(faults_with("/lesson_id", 17), ElementsAre("/lesson_id: is a number; must be a text"));
}

TEST(LessonReader, LimitsTheNumberOfSlidesAndItems) {
  json lesson = small_lesson();
  while (lesson["slides"].size() < 20) lesson["slides"].push_back(lesson["slides"][0]);
  while (lesson["slides"][7]["items"].size() < 5)
    lesson["slides"][7]["items"].push_back({{"bullet", "B"}, {"talk", "T"}});
  EXPECT_THAT(fault_texts(read(lesson)), IsEmpty());
  lesson["slides"].push_back(lesson["slides"][0]);
  lesson["slides"][7]["items"].push_back({{"bullet", "B"}, {"talk", "T"}});
  EXPECT_THAT(fault_texts(read(lesson)), ElementsAre("/slides: has 21 slides; at most 20 are allowed",
                                                     "/slides/7/items: has 6 items; at most 5 are allowed"));
  EXPECT_THAT(faults_with("/slides", json::array()), ElementsAre("/slides: is empty; must have 1 to 20 slides"));
}

// Numbers

TEST(LessonReader, TakesWholeNumbersFromOneToFiveAsDifficulty) {
  EXPECT_EQ(read(small_lesson_with("/difficulty_level", 5)).lesson.value().difficulty_level, 5);
  EXPECT_EQ(read(small_lesson_with("/difficulty_level", 3.0)).lesson.value().difficulty_level, 3);
  EXPECT_EQ(read(small_lesson_with("/difficulty_level", nullptr)).lesson.value().difficulty_level, std::nullopt);
  for (const json& faulty : {json(0), json(6), json(-1), json(2.5), json(1e308), json(-1e308), json(9e18)}) {
    EXPECT_THAT(faults_with("/difficulty_level", faulty),
                ElementsAre("/difficulty_level: is " + faulty.dump() + "; must be a whole number, 1 to 5"));
  }
  EXPECT_THAT(faults_with("/difficulty_level", "3"),
              ElementsAre("/difficulty_level: is a text; must be a whole number, 1 to 5"));
}

TEST(LessonReader, ChecksStatedCountsAndDurations) {
  EXPECT_THAT(faults_with("/total_slides", 1e300),
              ElementsAre("/total_slides: is 1e+300; must be a whole number, 0 or more"));
  EXPECT_THAT(faults_with("/total_slides", 1.5),
              ElementsAre("/total_slides: is 1.5; must be a whole number, 0 or more"));
  EXPECT_THAT(faults_with("/estimated_duration_minutes", -1),
              ElementsAre("/estimated_duration_minutes: is -1; must be 0 or more"));
  EXPECT_THAT(faults_with("/duration_seconds", "long"),
              ElementsAre("/duration_seconds: is a text; must be a number, 0 or more"));
  EXPECT_THAT(warnings_with("/estimated_duration_minutes", 2.5), IsEmpty());
  EXPECT_THAT(warnings_with("/slides/0/duration_seconds", 30), IsEmpty());
}

// Warnings about the whole

TEST(LessonReader, WarnsOfFieldsItDoesNotKnow) {
  EXPECT_THAT(warnings_with("/mood", "calm"), ElementsAre("/mood: is not a field of the lesson format; it is ignored"));
  EXPECT_THAT(warnings_with("/slides/0/items/0/a~1b~0c", 1),
              ElementsAre("/slides/0/items/0/a~1b~0c: is not a field of the lesson format; it is ignored"));
  EXPECT_THAT(warnings_with("/$schema", "lesson.schema.json"), IsEmpty());
  EXPECT_THAT(warnings_with("/references_to_previous_lessons", json::array({"l00"})), IsEmpty());
}

TEST(LessonReader, WarnsOfALessonLongerThanSixMinutes) {
  EXPECT_THAT(warnings_with("/slides/0/items/0/talk", repeated("word ", 950)), IsEmpty());
  json lesson = small_lesson_with("/slides/0/items/0/talk", repeated("word ", 1000));
  lesson["slides"][1]["items"][0]["talk"] = repeated("word ", 280);
  EXPECT_THAT(
      warning_texts(read(lesson)),
      ElementsAre("/slides: hold about 8 minutes of talk; viewers leave lessons longer than 6 minutes, consider "
                  "two lessons"));
}

}  // namespace
}  // namespace vina
