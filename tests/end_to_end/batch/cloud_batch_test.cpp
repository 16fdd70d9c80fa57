// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Batches with pictures and voices from the vendors on this computer: one budget, one store, the same limits.
#include <csignal>

#include "end_to_end/batch/lessons_in_cloud.h"

namespace vina {
namespace {

using nlohmann::json;
using testing::CommandResult;
using ::testing::HasSubstr;
using testing::kLessons;

class CloudBatch : public testing::LessonsInCloud {};

TEST_F(CloudBatch, PaysForASharedPromptOnce) {
  for (int number = 1; number <= kLessons; ++number) write_lesson(number, "A cup of tea");
  const CommandResult result = batch({"--jobs", "3"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(charged("google"), 2);
  EXPECT_EQ(charged("elevenlabs"), 2 * kLessons);
  const json summary = json::parse(result.out);
  EXPECT_EQ(summary["paid"]["calls"], 2 + 2 * kLessons);
  EXPECT_EQ(summary["saved"]["calls"], 2 * kLessons - 2);
  EXPECT_GT(summary["saved"]["usd"], 0.1);
  EXPECT_THAT(result.err, HasSubstr("by reuse (8 assets)"));
  EXPECT_THAT(summary["lessons"][4]["video_url"].get<std::string>(), HasSubstr("/vina_lessons/l05/"));
}

TEST_F(CloudBatch, KeepsTheVendorsLimitsForAllJobsTogether) {
  ASSERT_EQ(batch({"--jobs", "5"}).exit_code, 0);
  EXPECT_GT(cloud.journal().vendors.at("google").most_in_flight, 1);
  EXPECT_LE(cloud.journal().vendors.at("google").most_in_flight, 3);
  EXPECT_LE(cloud.journal().vendors.at("elevenlabs").most_in_flight, 3);
}

class BudgetedBatch : public CloudBatch, public ::testing::WithParamInterface<const char*> {};

TEST_P(BudgetedBatch, BeginsNoLessonThatItCannotPayForAndGoesOnWithALargerBudget) {
  const double price = price_of_a_lesson();
  const double budget = 2.5 * price;
  const CommandResult poor = batch({"--jobs", GetParam(), "--budget", fmt::format("{:.4f}", budget)});
  EXPECT_EQ(poor.exit_code, 13) << poor.err;
  const json first = json::parse(poor.out);
  EXPECT_EQ(first["done"], 2);
  EXPECT_EQ(first["not_begun"], kLessons - 2);
  EXPECT_EQ(first["failed"], 0);
  EXPECT_LE(first["paid"]["usd"].get<double>(), budget);
  EXPECT_EQ(charged("google"), 4) << "nothing is paid for a lesson that cannot be finished";
  EXPECT_EQ(charged("elevenlabs"), 4);
  EXPECT_THAT(poor.err, HasSubstr("not begun: would cost about $"));

  const CommandResult rich = batch({"--jobs", GetParam(), "--budget", fmt::format("{:.4f}", 4 * price)});
  ASSERT_EQ(rich.exit_code, 0) << rich.err;
  EXPECT_EQ(json::parse(rich.out)["skipped"], 2);
  EXPECT_EQ(json::parse(rich.out)["done"], kLessons - 2);
  EXPECT_EQ(charged("google"), 2 * kLessons);
  EXPECT_EQ(charged("elevenlabs"), 2 * kLessons);
  EXPECT_EQ(cloud.journal().paid_twice(), 0);
}

INSTANTIATE_TEST_SUITE_P(Jobs, BudgetedBatch, ::testing::Values("1", "3"));

TEST_F(CloudBatch, BeginsNoMoreLessonsWhereTheAccountIsNotAccepted) {
  cloud.set_faults({{"rules",
                     {{{"vendor", "elevenlabs"},
                       {"kind", "speech"},
                       {"fault", {{"status", 401}, {"code", "invalid_api_key"}, {"shape", "current"}}}}}}});
  const CommandResult rejected = batch({"--images", "gradient"});
  EXPECT_EQ(rejected.exit_code, 13) << rejected.err;
  const json summary = json::parse(rejected.out);
  EXPECT_EQ(summary["failed"], 1);
  EXPECT_EQ(summary["not_begun"], kLessons - 1);
  EXPECT_EQ(summary["lessons"][0]["exit_code"], 7);
  EXPECT_THAT(rejected.err, HasSubstr("lessons/l02.json and 3 others: not begun: an earlier lesson failed with what "));
  cloud.set_faults(json::object());
  EXPECT_EQ(batch({"--images", "gradient"}).exit_code, 0);
}

TEST_F(CloudBatch, GoesOnWithTheOthersWhereOneLessonsUploadFails) {
  cloud.set_faults(
      {{"rules", {{{"vendor", "cloudinary"}, {"kind", "upload"}, {"nth", 1}, {"fault", {{"status", 400}}}}}}});
  const CommandResult result = batch();
  EXPECT_EQ(result.exit_code, 13) << result.err;
  EXPECT_EQ(json::parse(result.out)["failed"], 1);
  EXPECT_EQ(json::parse(result.out)["done"], kLessons - 1);
  EXPECT_THAT(result.err, HasSubstr("l01.mp4' is finished but not published"));
  cloud.set_faults(json::object());
  const CommandResult again = batch();
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_EQ(charged("google"), 2 * kLessons) << "nothing is paid twice";
  EXPECT_EQ(charged("elevenlabs"), 2 * kLessons);
}

TEST_F(CloudBatch, PaysNothingTwiceAfterAKill) {
  const CommandResult first = batch_killed_half_way({"lessons"});
  ASSERT_EQ(first.exit_code, 128 + SIGKILL) << first.err;
  const CommandResult second = batch();
  ASSERT_EQ(second.exit_code, 0) << second.err;
  EXPECT_EQ(charged("elevenlabs"), 2 * kLessons) << "the history has what was lost";
  EXPECT_LE(charged("google"), 2 * kLessons + 3) << "but for what was in flight";
}

}  // namespace
}  // namespace vina
