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

TEST(LessonTexts, LimitsTextsInCharactersAsAReaderSeesThem) {
  const std::vector<std::pair<std::string, std::size_t>> limits{
      {"/lesson_title", 150}, {"/slides/0/slide_title", 100}, {"/slides/0/items/0/bullet", 100}};
  for (const auto& [pointer, limit] : limits) {
    EXPECT_THAT(faults_with(pointer, repeated("x", limit)), IsEmpty());
    EXPECT_THAT(faults_with(pointer, repeated("👩‍👩‍👧‍👦", limit)), IsEmpty())
        << "seven code points each";
    EXPECT_THAT(faults_with(pointer, repeated("e\u0301", limit)), IsEmpty());
    EXPECT_THAT(faults_with(pointer, repeated("é", limit + 12)),
                ElementsAre(pointer + ": has " + std::to_string(limit + 12) + " characters; at most " +
                            std::to_string(limit) + " are allowed, shorten it by 12"));
    EXPECT_THAT(faults_with(pointer, "  " + repeated("x", limit) + "\n "), IsEmpty()) << "ends do not count";
  }
  EXPECT_THAT(faults_with("/slides/0/items/0/talk", repeated("x", 5000)), IsEmpty());
  EXPECT_THAT(faults_with("/slides/0/items/0/talk", repeated("x", 5001)),
              ElementsAre("/slides/0/items/0/talk: has 5001 characters; at most 5000 are allowed, shorten it by 1"));
}

TEST(LessonTexts, LimitsStackedAccents) {
  EXPECT_THAT(faults_with("/lesson_title", "e" + repeated("\u0301", 1499)), IsEmpty());
  EXPECT_THAT(faults_with("/lesson_title", "e" + repeated("\u0301", 1500)),
              ElementsAre("/lesson_title: is written with 1501 code points; at most 1500 are allowed, remove stacked "
                          "accents or white space"));
}

TEST(LessonTexts, TrimsTextsAndJoinsTheirLines) {
  const auto title = [](const std::string& text) {
    return read(small_lesson_with("/lesson_title", text)).lesson.value().title;
  };
  EXPECT_EQ(title(" \t\u00a0\u3000A  title\u2003\r\n\ufeff"), "A  title");
  EXPECT_EQ(title("one\ntwo\tthree\r\nfour\u2028five\rsix"), "one two three four five six");
  EXPECT_EQ(title("e\u0301 ﬁ ½ ＡＢ"), "e\u0301 ﬁ ½ ＡＢ") << "not normalised";
}

TEST(LessonTexts, RefusesTextsThatShowNothing) {
  for (const char* nothing : {" ", "\u3000\u00a0", "\n\t", "\u200b", "\u200e \u2060 \u200f", "\ufeff"}) {
    EXPECT_THAT(faults_with("/slides/0/items/0/bullet", nothing),
                ElementsAre("/slides/0/items/0/bullet: is made of white space only; write 1 to 100 characters"));
  }
}

TEST(LessonTexts, RefusesATalkWithoutAWord) {
  EXPECT_THAT(faults_with("/slides/0/items/0/talk", "… — 💉!"),
              ElementsAre("/slides/0/items/0/talk: has no word that could be spoken (\"… — 💉!\"); write what the voice "
                          "should say"));
  EXPECT_THAT(faults_with("/slides/0/items/0/talk", "5"), IsEmpty());
  EXPECT_THAT(faults_with("/slides/0/items/0/talk", "日"), IsEmpty());
  EXPECT_THAT(faults_with("/slides/0/items/0/bullet", "→ 💉"), IsEmpty()) << "bullets are only shown";
}

TEST(LessonTexts, RefusesControlCharacters) {
  EXPECT_THAT(faults_with("/lesson_title", std::string{"a\0b", 3}),
              ElementsAre("/lesson_title: contains the control character U+0000; remove it"));
  EXPECT_THAT(faults_with("/lesson_title", "a\x1b[31m"),
              ElementsAre("/lesson_title: contains the control character U+001B; remove it"));
  EXPECT_THAT(faults_with("/lesson_title", "a\u0090"),
              ElementsAre("/lesson_title: contains the control character U+0090; remove it"));
  EXPECT_THAT(faults_with("/lesson_title", "a\x7f"),
              ElementsAre("/lesson_title: contains the control character U+007F; remove it"));
}

TEST(LessonTexts, WarnsOfDirectionOverridesAndKeepsHarmlessMarks) {
  EXPECT_THAT(warnings_with("/lesson_title", "a\u202ecba\u202c"),
              ElementsAre("/lesson_title: contains a direction override (U+202D or U+202E), which shows letters in "
                          "another order than they are spoken; remove it"));
  EXPECT_THAT(warnings_with("/lesson_title", "مرحبا \u2066abc\u2069\u200f"), IsEmpty());
}

TEST(LessonTexts, WarnsOfLostCharacters) {
  EXPECT_THAT(warnings_with("/lesson_title", "na\ufffdve"),
              ElementsAre("/lesson_title: contains U+FFFD, which stands for a character lost in an earlier conversion; "
                          "write it again"));
}

}  // namespace
}  // namespace vina
