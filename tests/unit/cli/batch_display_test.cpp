// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/batch_display.h"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/batch_summary.h"
#include "cli/batch_table.h"

namespace vina {
namespace {

using std::chrono_literals::operator""s;
using std::chrono_literals::operator""ms;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// Three lessons on a terminal of `size`; `drawn` is what was written last.
class BatchTableTest : public ::testing::Test {
 protected:
  std::string drawn;
  TerminalSize size{.rows = 24, .columns = 80};
  std::chrono::steady_clock::time_point now{};
  BatchTable table{[this](std::string_view text) { drawn = text; },
                   [this] { return size; },
                   [this] { return now; },
                   {"l01.json", "lesson_two.json", "l03.json"}};
};

TEST_F(BatchTableTest, HasALineForEachLessonThatRunsAndTheTotals) {
  table.began(0);
  EXPECT_EQ(drawn, "l01.json    0 %  0:00  Reading\n0 of 3 lessons  0 %");
  now += 2s;
  table.began(1);
  now += 2s;
  table.update(0, {Step::kSlides, 0.5, "slide 3 of 5"});
  EXPECT_EQ(drawn,
            "\r\x1b[2A\x1b[Jl01.json          50 %  0:04  Drawing and encoding: slide 3 of 5\n"
            "lesson_two.json    0 %  0:02  Reading\n"
            "0 of 3 lessons  16 %  0:20 left");
}

TEST_F(BatchTableTest, KeepsWhatWentWrongAboveIt) {
  table.began(0);
  table.ended(0, {.name = "l01.json", .status = BatchStatus::kFailed, .reasons = {"/slides: is missing"}});
  EXPECT_EQ(drawn, "\r\x1b[1A\x1b[Jfailed    l01.json: /slides: is missing\n1 of 3 lessons: 1 failed  33 %");
}

TEST_F(BatchTableTest, DrawsTenTimesASecondAtMost) {
  table.began(0);
  drawn.clear();
  table.update(0, {Step::kSlides, 0.5, ""});
  EXPECT_EQ(drawn, "");
  now += 100ms;
  table.update(0, {Step::kSlides, 0.5, ""});
  EXPECT_NE(drawn, "");
}

TEST_F(BatchTableTest, FitsTheTerminal) {
  size = {.rows = 3, .columns = 20};
  table.began(0);
  table.began(1);
  table.began(2);
  const std::string shown = drawn.substr(drawn.rfind('J') + 1);
  EXPECT_EQ(std::count(shown.begin(), shown.end(), '\n'), 1) << "one lesson and the totals";
  EXPECT_EQ(shown.find('\n'), 19U);
  size = {.rows = 1, .columns = 1};
  table.began(0);
}

TEST_F(BatchTableTest, LeavesNothingBehind) {
  table.began(0);
  table.finish();
  EXPECT_EQ(drawn, "\r\x1b[1A\x1b[J");
  drawn.clear();
  table.finish();
  EXPECT_EQ(drawn, "");
}

TEST_F(BatchTableTest, DoesNotCountSkippedLessonsAsWork) {
  table.ended(0, {.name = "l01.json", .status = BatchStatus::kSkipped});
  now += 2s;
  table.began(1);
  now += 2s;
  table.update(1, {Step::kSlides, 0.5, ""});
  EXPECT_THAT(drawn, HasSubstr("1 of 3 lessons: 1 skipped  25 %"));
}

TEST(CutToColumns, CutsBetweenCharacters) {
  EXPECT_EQ(cut_to_columns("lesson", 6), "lesson");
  EXPECT_EQ(cut_to_columns("lessons", 6), "les...");
  EXPECT_EQ(cut_to_columns("lecciónes", 8), "lecci...");
  EXPECT_EQ(cut_to_columns("機械学習", 7), "機械...");
  EXPECT_EQ(cut_to_columns("lesson", 2), "..");
}

TEST(BatchLines, AreOneForEachLessonWithNews) {
  std::string text;
  BatchLines lines{[&text](std::string_view more) { text += more; }, 12};
  lines.began(0);
  lines.ended(0, {.name = "l01.json", .status = BatchStatus::kDone, .duration_seconds = 83, .seconds = 4.25});
  lines.ended(1, {.name = "l02.json", .status = BatchStatus::kSkipped});
  lines.ended(2, {.name = "l\n03.json", .status = BatchStatus::kDegraded, .reasons = {"no picture", "no voice"}});
  EXPECT_EQ(text,
            "[ 1/12] done      l01.json: 1:23 of video in 4.2 s\n"
            "[ 3/12] degraded  l\\n03.json: no picture (and 1 more)\n");
}

BatchSummary summary_of(const std::vector<BatchOutcome>& lessons) {
  BatchSummary summary;
  summary.lessons = lessons;
  return summary;
}

TEST(BatchSummaryText, CountsWhatBecameOfTheLessons) {
  BatchSummary summary = summary_of({{.name = "a", .status = BatchStatus::kDone},
                                     {.name = "b", .status = BatchStatus::kFailed, .reasons = {"x", "y"}},
                                     {.name = "c", .status = BatchStatus::kSkipped}});
  summary.seconds = 61.25;
  EXPECT_THAT(to_lines(summary), ElementsAre("3 lessons in 61.2 s: 1 done, 1 failed, 1 skipped"));
  EXPECT_FALSE(summary.is_complete());
  summary.costs.paid_calls = 1;
  summary.costs.paid_usd = 0.0391;
  summary.costs.saved_calls = 2;
  summary.costs.saved_usd = 0.5;
  EXPECT_THAT(to_lines(summary).back(),
              "paid $0.0391 (1 call, 0 credits of ElevenLabs); saved $0.5000 by reuse (2 assets)");
  EXPECT_THAT(shortcomings(summary), ElementsAre("b: x", "b: y"));
}

TEST(BatchSummaryText, GathersLessonsThatWereNotBegun) {
  std::vector<BatchOutcome> lessons;
  for (const char* name : {"a", "b", "c"}) lessons.push_back({.name = name, .reasons = {"the batch was stopped"}});
  EXPECT_THAT(shortcomings(summary_of(lessons)), ElementsAre("a and 2 others: not begun: the batch was stopped"));
  for (int i = 0; i < 9; ++i) lessons.push_back({.name = "d", .reasons = {std::to_string(i)}});
  EXPECT_EQ(shortcomings(summary_of(lessons)).size(), 6U);
  EXPECT_THAT(shortcomings(summary_of(lessons)).back(), HasSubstr("5 more lessons were not begun"));
}

TEST(BatchSummaryText, IsCompleteWhereEveryLessonHasItsVideo) {
  const BatchSummary summary = summary_of({{.name = "a", .status = BatchStatus::kDone},
                                           {.name = "b", .status = BatchStatus::kDegraded, .reasons = {"x"}},
                                           {.name = "c", .status = BatchStatus::kSkipped}});
  EXPECT_TRUE(summary.is_complete());
  EXPECT_THAT(shortcomings(summary), IsEmpty());
  EXPECT_THAT(to_json(summary), HasSubstr("\"not_begun\": 0"));
  EXPECT_THAT(to_json(summary), Not(HasSubstr("\"status\": \"failed\"")));
}

}  // namespace
}  // namespace vina
