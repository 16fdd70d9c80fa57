// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// What the renders of one Renderer share when they call vendors.

#include "vina/vina.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "fake_cloud/fake_cloud.h"
#include "support/scratch_folder.h"

namespace {

using std::chrono_literals::operator""ms;
using vina::testing::ScratchFolder;

/// Two slides with a figure each, of which nothing is the same in two lessons.
vina::Lesson lesson_about(const std::string& subject) {
  using nlohmann::json;
  json slides = json::array();
  for (const char* part : {"leaves", "water"}) {
    const std::string text = subject + " and its " + part;
    const json item{{"bullet", part}, {"talk", text + "."}, {"figure", {{"image_prompt", text}}}};
    slides.push_back({{"slide_title", text}, {"items", json::array({item})}});
  }
  return vina::Lesson::from_json(json{{"lesson_title", subject}, {"slides", slides}}.dump());
}

class SharedLimits : public testing::Test {
 protected:
  vina::VendorOptions vendors() const {
    vina::VendorOptions options;
    options.google.api_key = "fake-google-key";
    options.google.base_url = cloud.url();
    options.elevenlabs.api_key = "fake-elevenlabs-key";
    options.elevenlabs.base_url = cloud.url();
    options.cloudinary = {"fake-cloud", "123456789012345", "fake-cloudinary-secret", cloud.url()};
    options.cache = folder / "cache";
    return options;
  }

  vina::RenderOptions options_for(const std::string& name) const {
    vina::RenderOptions options;
    options.output = folder / (name + ".mp4");
    options.threads = 1;
    return options;
  }

  static vina::fake::FakeCloudOptions slow() {
    vina::fake::FakeCloudOptions options;
    options.delays = {{"google", 300ms}, {"elevenlabs", 300ms}};
    return options;
  }

  ScratchFolder folder;
  vina::fake::FakeCloud cloud{slow()};
};

TEST_F(SharedLimits, HoldForAllRendersTogether) {
  vina::VendorOptions limited = vendors();
  limited.images_in_flight = 1;
  limited.speech_in_flight = 2;
  const vina::Renderer renderer{limited};
  std::vector<vina::RenderResult> results(3);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < results.size(); ++i) {
      const std::string name = "lesson-" + std::to_string(i);
      threads.emplace_back([&, i, name] { results[i] = renderer.render(lesson_about(name), options_for(name)); });
    }
  }
  const vina::fake::JournalSnapshot journal = cloud.journal();
  EXPECT_EQ(journal.charged("google"), 6);
  EXPECT_EQ(journal.vendors.at("google").most_paid_in_flight, 1);
  EXPECT_EQ(journal.vendors.at("elevenlabs").most_paid_in_flight, 2);
  for (const vina::RenderResult& result : results) {
    EXPECT_FALSE(result.degraded);
    EXPECT_THAT(result.costs, testing::SizeIs(4));
    EXPECT_EQ(result.published_to, "cloudinary");
    EXPECT_THAT(result.video_url, testing::StartsWith("https://"));
    EXPECT_THAT(result.poster_url, testing::StartsWith("https://"));
  }
}

TEST_F(SharedLimits, LeaveToEachRenderItsOwnCosts) {
  const vina::Renderer renderer{vendors()};
  std::vector<vina::RenderResult> results(2);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < results.size(); ++i) {
      const std::string name = i == 0 ? "tea" : "coffee, which is longer";
      threads.emplace_back([&, i, name] { results[i] = renderer.render(lesson_about(name), options_for(name)); });
    }
  }
  double charged = 0;
  for (const vina::fake::Charge& charge : cloud.journal().charges) {
    if (charge.vendor == "elevenlabs") charged += static_cast<double>(charge.units);
  }
  EXPECT_GT(charged, 0);
  EXPECT_EQ(results[0].credits + results[1].credits, charged);
  EXPECT_LT(results[0].credits, results[1].credits);
  for (const vina::RenderResult& result : results) {
    ASSERT_THAT(result.costs, testing::SizeIs(4));
    double usd = 0;
    for (const vina::Cost& cost : result.costs) {
      EXPECT_EQ(cost.outcome, "answered") << cost.place;
      usd += cost.usd.value_or(0);
    }
    EXPECT_EQ(result.costs[0].vendor, "google");
    EXPECT_EQ(result.costs[0].place, "/slides/0/items/0/figure");
    EXPECT_EQ(result.costs[3].vendor, "elevenlabs");
    EXPECT_EQ(result.costs[3].place, "/slides/1");
    EXPECT_GT(usd, 0);
    EXPECT_DOUBLE_EQ(result.usd.value_or(0), usd);
  }
  const vina::RenderResult again = renderer.render(lesson_about("tea"), options_for("tea"));
  EXPECT_EQ(again.credits, 0);
  EXPECT_EQ(again.usd, 0.0);
  ASSERT_THAT(again.costs, testing::SizeIs(4));
  for (const vina::Cost& cost : again.costs) EXPECT_EQ(cost.outcome, "stored") << cost.place;
}

TEST_F(SharedLimits, HoldForMoneyToo) {
  vina::VendorOptions limited = vendors();
  limited.google.api_key.clear();
  limited.budget_usd = 0.012;
  const vina::Renderer renderer{limited};
  int made = 0;
  std::optional<vina::Error> refusal;
  for (int i = 0; i < 20 && !refusal; ++i) {
    const std::string name = "lesson " + std::to_string(i);
    try {
      renderer.render(lesson_about(name), options_for(name));
      ++made;
    } catch (const vina::Error& error) {
      refusal = error;
    }
  }
  ASSERT_TRUE(refusal) << made;
  EXPECT_EQ(refusal->kind(), vina::ErrorKind::kBudgetReached);
  EXPECT_GE(made, 1) << refusal->what();
  EXPECT_EQ(cloud.journal().charged("elevenlabs"), 2 * made);
}

TEST_F(SharedLimits, AreNotNeededToBuyWithoutAPlace) {
  vina::VendorOptions homeless = vendors();
  homeless.cache.clear();
  try {
    vina::Renderer{homeless}.render(lesson_about("tea"), options_for("tea"));
    FAIL() << "bought";
  } catch (const vina::Error& error) {
    EXPECT_EQ(error.kind(), vina::ErrorKind::kInvalidOption);
    EXPECT_THAT(error.public_message(), testing::HasSubstr("--cache"));
  }
  EXPECT_TRUE(cloud.journal().requests.empty());
}

}  // namespace
