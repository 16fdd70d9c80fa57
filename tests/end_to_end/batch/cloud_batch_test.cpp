// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Batches with pictures and voices from the vendors on this computer: one budget, one store, the same limits.
#include <chrono>
#include <csignal>
#include <stop_token>
#include <thread>

#include <fmt/format.h>

#include "end_to_end/cloud/render_in_cloud.h"

namespace vina {
namespace {

using nlohmann::json;
using testing::CommandResult;
using ::testing::HasSubstr;

constexpr int kLessons = 5;

class CloudBatch : public testing::RenderInCloud {
 protected:
  CloudBatch() : RenderInCloud{{.delays = {{"google", std::chrono::milliseconds{150}}}}} {
    std::filesystem::create_directory(scratch / "lessons");
    for (int number = 1; number <= kLessons; ++number)
      write_lesson(number, fmt::format("A cup of tea, number {}", number));
  }

  static std::string name(int number) { return fmt::format("l{:02}", number); }

  void write_lesson(int number, const std::string& prompt) const {
    json slides = json::array();
    for (const char* word : {"Leaf", "Fire"}) {
      const json figure{{"id", word}, {"image_prompt", fmt::format("{} and a {}", prompt, word)}};
      slides.push_back(
          {{"slide_title", word},
           {"items",
            {{{"bullet", word}, {"talk", fmt::format("{} of lesson {}.", word, number)}, {"figure", figure}}}}});
    }
    write("lessons/" + name(number) + ".json", {{"lesson_title", fmt::format("Tea {}", number)}, {"slides", slides}});
  }

  CommandResult batch(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"batch", "lessons", "-o", "out", "--transition", "none"});
    return vina(more);
  }

  double price_of_a_lesson() const {
    return json::parse(vina({"plan", "lessons/l01.json", "--json"}).out)["usd_to_pay"];
  }
};

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
  // At a moment that the vendors see: half of the voices are paid.
  const std::jthread killer{[this](const std::stop_token& test_is_over) {
    while (charged("elevenlabs") < kLessons) {
      if (test_is_over.stop_requested()) return;
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    ::kill(std::stoi(testing::content_of(scratch / "pid")), SIGKILL);
  }};
  const CommandResult first =
      testing::run_command({"bash", "-c", R"(echo $$ >pid; exec "$@")", "bash", testing::kProgram, "batch", "lessons",
                            "-o", "out", "--transition", "none"},
                           options());
  ASSERT_EQ(first.exit_code, 128 + SIGKILL) << first.err;
  const CommandResult second = batch();
  ASSERT_EQ(second.exit_code, 0) << second.err;
  EXPECT_EQ(charged("elevenlabs"), 2 * kLessons) << "the history has what was lost";
  EXPECT_LE(charged("google"), 2 * kLessons + 3) << "but for what was in flight";
}

}  // namespace
}  // namespace vina
