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

TEST(ItemFields, KnowsTwoTypesOfItems) {
  EXPECT_THAT(warnings_with("/slides/0/items/0/type", "text"), IsEmpty());
  EXPECT_THAT(warnings_with("/slides/0/items/0/type", nullptr), IsEmpty());
  EXPECT_THAT(faults_with("/slides/0/items/0/type", "video"),
              ElementsAre("/slides/0/items/0/type: is \"video\"; must be \"text\" or \"figure\""));
  EXPECT_THAT(faults_with("/slides/0/items/0/type", 1),
              ElementsAre("/slides/0/items/0/type: is a number; must be \"text\" or \"figure\""));
}

TEST(ItemFields, WarnsOfAFigureItemWithoutAFigure) {
  json lesson = small_lesson_with("/slides/0/items/0/type", "figure");
  for (const json& nothing : {json{}, json("  ")}) {
    lesson["slides"][0]["items"][0]["figure"] = nothing;
    const LessonReading reading = read(lesson);
    EXPECT_FALSE(reading.lesson.value().slides[0].items[0].figure.has_value());
    EXPECT_THAT(warning_texts(reading),
                ElementsAre("/slides/0/items/0/figure: is not there although the item's type is figure; no picture is "
                            "shown"));
  }
}

TEST(ItemFields, TakesABareTextAsThePrompt) {
  const LessonReading reading = read(small_lesson_with("/slides/1/items/0/figure", " A tidy desk "));
  EXPECT_THAT(warning_texts(reading), IsEmpty());
  const Figure figure = reading.lesson.value().slides[1].items[0].figure.value();
  EXPECT_EQ(figure.image_prompt, "A tidy desk");
  EXPECT_EQ(figure.id, "figure-2-1");
}

TEST(ItemFields, NamesAFigureAfterItsPlace) {
  const LessonReading reading = read(small_lesson_with("/slides/1/items/1/figure", {{"image_prompt", "A desk"}}));
  EXPECT_EQ(reading.lesson.value().slides[1].items[1].figure.value().id, "figure-2-2");
}

TEST(ItemFields, RefusesFiguresOfOtherTypes) {
  EXPECT_THAT(
      faults_with("/slides/0/items/0/figure", 5),
      ElementsAre("/slides/0/items/0/figure: is a number; must be an object {...}, a text (taken as the prompt) "
                  "or null"));
}

TEST(ItemFields, RefusesFigureIdsThatAreNoFileNames) {
  for (const char* id : {"../x", "a/b", ".hidden", "..", "a\\b", "c:x", "a*", "a?", "a|b", "<a>"}) {
    EXPECT_THAT(faults_with("/slides/0/items/0/figure", {{"id", id}, {"image_prompt", "p"}}),
                ElementsAre("/slides/0/items/0/figure/id: is \"" + std::string{id} + "\"" +
                            "; it names a file, so it must not begin with . nor contain any of / \\ : * ? \" < > |"))
        << id;
  }
  EXPECT_THAT(faults_with("/slides/0/items/0/figure", {{"id", repeated("日", 67)}, {"image_prompt", "p"}}),
              ElementsAre("/slides/0/items/0/figure/id: has 201 bytes; it names a file, so at most 200 are allowed"));
  EXPECT_THAT(faults_with("/slides/0/items/0/figure", {{"id", "Bild 1.2 (日本)"}, {"image_prompt", "p"}}), IsEmpty());
}

TEST(ItemFields, WarnsOfAFigureWithoutAPrompt) {
  EXPECT_THAT(warnings_with("/slides/0/items/0/figure", {{"id", "x"}}),
              ElementsAre("/slides/0/items/0/figure/image_prompt: is missing; only --images can give this figure a "
                          "picture"));
}

TEST(ItemFields, WarnsOfOneIdForTwoPrompts) {
  json lesson = small_lesson_with("/slides/0/items/0/figure", {{"id", "x"}, {"image_prompt", "A desk"}});
  lesson["slides"][1]["items"][0]["figure"] = {{"id", "x"}, {"image_prompt", "A desk"}};
  EXPECT_THAT(warning_texts(read(lesson)), IsEmpty()) << "one picture, shown twice";
  lesson["slides"][1]["items"][0]["figure"]["image_prompt"] = "A chair";
  EXPECT_THAT(warning_texts(read(lesson)),
              ElementsAre("/slides/1/items/0/figure: has the id \"x\" of /slides/0/items/0/figure but another prompt; "
                          "give each figure its own id"));
}

TEST(ItemFields, WarnsOfALayoutItDoesNotKnow) {
  EXPECT_THAT(warnings_with("/slides/0/items/0/figure", {{"image_prompt", "p"}, {"layout", "side-by-side"}}),
              IsEmpty());
  EXPECT_THAT(warnings_with("/slides/0/items/0/figure", {{"image_prompt", "p"}, {"layout", "spiral"}}),
              ElementsAre("/slides/0/items/0/figure/layout: is \"spiral\"; known are single, side-by-side and grid. It "
                          "is ignored"));
}

}  // namespace
}  // namespace vina
