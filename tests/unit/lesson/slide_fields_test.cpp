// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lesson/lesson_reader.h"
#include "unit/lesson/lesson_documents.h"

namespace vina {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(SlideFields, TakesEitherNameOfTheSlideTitle) {
  json lesson = small_lesson();
  lesson["slides"][0].erase("slide_title");
  lesson["slides"][0]["title"] = "Other";
  EXPECT_EQ(read(lesson).lesson.value().slides[0].title, "Other");
  lesson["slides"][0]["slide_title"] = nullptr;
  EXPECT_EQ(read(lesson).lesson.value().slides[0].title, "Other");
  lesson["slides"][0]["slide_title"] = " Other ";
  EXPECT_THAT(warning_texts(read(lesson)), IsEmpty()) << "both, and the same";
  lesson["slides"][0].erase("slide_title");
  lesson["slides"][0]["title"] = "";
  EXPECT_THAT(fault_texts(read(lesson)), ElementsAre("/slides/0/title: is empty; write 1 to 100 characters"));
}

TEST(SlideFields, ShowsTheSlideTitleWhereBothNamesDiffer) {
  const LessonReading reading = read(small_lesson_with("/slides/0/title", "Other"));
  EXPECT_EQ(reading.lesson.value().slides[0].title, "First");
  EXPECT_THAT(warning_texts(reading), ElementsAre("/slides/0/title: differs from slide_title, which is shown"));
}

TEST(SlideFields, WarnsOfASlideTypeItDoesNotKnow) {
  EXPECT_THAT(
      warnings_with("/slides/0/slide_type", "quiz"),
      ElementsAre("/slides/0/slide_type: is \"quiz\"; known are hook, concept, example and connection. The slide "
                  "gets the usual look"));
  EXPECT_THAT(warnings_with("/slides/0/slide_type", nullptr), IsEmpty());
  EXPECT_THAT(faults_with("/slides/0/slide_type", 3), ElementsAre("/slides/0/slide_type: is a number; must be a text"));
}

TEST(SlideFields, WarnsWhereTheLessonCountsWrongly) {
  EXPECT_THAT(warnings_with("/total_slides", 2), IsEmpty());
  EXPECT_THAT(warnings_with("/total_slides", 7),
              ElementsAre("/total_slides: is 7, but there are 2 slides; all of them are shown"));
  EXPECT_THAT(warnings_with("/slides/1/slide_number", 2), IsEmpty());
  EXPECT_THAT(
      warnings_with("/slides/1/slide_number", 1),
      ElementsAre("/slides/1/slide_number: is 1, but this is slide 2; slides are shown in the order of the list"));
}

}  // namespace
}  // namespace vina
