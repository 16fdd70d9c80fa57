// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
//
// Google's pictures against a Google that refuses what the real one refuses (docs/fake_cloud.md).
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "base/error.h"
#include "fake_cloud/fake_cloud.h"
#include "images/google/google_health.h"
#include "images/google/google_images.h"
#include "images/picture_loader.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using namespace std::chrono_literals;
using fake::Json;
using ::testing::HasSubstr;
using ::testing::Not;

class GoogleImagesTest : public ::testing::Test {
 protected:
  GoogleImagesTest() {
    settings_.key = Secret{"fake-google-key"};
    settings_.base_url = cloud_.url();
  }

  ImageProvider& provider() {
    VendorConduct conduct = google_conduct(settings_);
    conduct.first_wait = 5ms;
    conduct.longest_wait = 20ms;
    channel_ = std::make_unique<VendorChannel>(http_, conduct);
    provider_ = make_google_images(settings_, *channel_, store_, ledger_, budget_, prices_);
    return *provider_;
  }

  /// The fault is met by the requests with these numbers; by all of them where there is none.
  void fail_with(const Json& fault, const std::vector<int>& numbers = {}) {
    Json rule{{"vendor", "google"}, {"fault", fault}};
    if (!numbers.empty()) rule["nth"] = numbers;
    const Json script{{"rules", Json::array({rule})}};
    cloud_.set_faults(Json::parse(script.dump()));  // numbers as in a file: unsigned
  }

  static Figure figure(const std::string& prompt) { return {.id = "figure-1-2", .image_prompt = prompt}; }

  /// The error of a figure that gets no picture; `kInternal` where it gets one.
  Error error_of(const std::string& prompt = "A paper boat") {
    try {
      provider().picture(figure(prompt), {});
    } catch (const Error& error) {
      EXPECT_THAT(std::string{error.what()} + error.public_message(), Not(HasSubstr("fake-google-key")));
      return error;
    }
    ADD_FAILURE() << "no error";
    return Error{ErrorKind::kInternal, "no error"};
  }

  /// So many processes, one after the other, each killed once Google has made its picture.
  void kill_while_asking(const std::string& prompt, int processes) {
    fail_with({{"delay_ms", 60'000}});
    for (int process = 1; process <= processes; ++process) {
      const pid_t child = ::fork();
      if (child == 0) {
        try {
          HttpClient http;
          VendorChannel channel{http, google_conduct(settings_)};
          make_google_images(settings_, channel, store_, ledger_, budget_, prices_)->picture(figure(prompt), {});
        } catch (...) {
        }
        ::_exit(1);
      }
      for (int i = 0; i < 1000 && cloud_.journal().charged("google") < process; ++i) std::this_thread::sleep_for(5ms);
      ::kill(child, SIGKILL);
      ::waitpid(child, nullptr, 0);
    }
    cloud_.set_faults(Json::object());
  }

  int requests() const { return static_cast<int>(cloud_.journal().requests.size()); }
  std::size_t entries(const std::string& outcome) const {
    std::size_t count = 0;
    for (const LedgerEntry& entry : ledger_.entries()) count += entry.outcome == outcome ? 1U : 0U;
    return count;
  }

  fake::FakeCloud cloud_{{.google = {.with_imagen = true}}};
  testing::ScratchFolder scratch_;
  GoogleSettings settings_;
  AssetStore store_{scratch_ / "cache"};
  SpendLedger ledger_{scratch_ / "ledger.jsonl"};
  Budget budget_;
  PriceList prices_ = PriceList::shipped();
  HttpClient http_;
  std::unique_ptr<VendorChannel> channel_;
  std::unique_ptr<ImageProvider> provider_;
};

TEST_F(GoogleImagesTest, GetsAPictureThatCoversTheCanvasFromEveryModel) {
  for (const char* model : {"gemini-nano-banana-2.1", "gemini-3-pro-image", "gemini-3.1-flash-lite-image",
                            "gemini-2.5-flash-image", "imagen-test"}) {
    settings_.model = model;
    const auto file = provider().picture(figure("A paper boat"), {});
    ASSERT_TRUE(file) << model;
    EXPECT_EQ(load_cover(*file, kCanvas).size(), kCanvas) << model;
  }
  EXPECT_EQ(cloud_.journal().vendors.at("google").refused, 0);
}

TEST_F(GoogleImagesTest, GetsAllSizesAndFormats) {
  for (const char* size : {"1K", "2K", "4K"}) {
    settings_.size = size;
    ASSERT_TRUE(provider().picture(figure("A paper boat"), {})) << size;
  }
  for (const char* format : {"png", "jpeg", "webp"}) {
    fail_with({{"format", format}});
    ASSERT_TRUE(provider().picture(figure(std::string{"A boat as "} + format), {})) << format;
  }
  EXPECT_EQ(cloud_.journal().vendors.at("google").refused, 0);
}

TEST_F(GoogleImagesTest, TakesEveryPictureThatCanBeTaken) {
  for (const char* quirk : {"draft", "wrong_type", "url_safe"}) {
    fail_with({{"picture", quirk}});
    EXPECT_TRUE(provider().picture(figure(std::string{"A boat with "} + quirk), {})) << quirk;
  }
  EXPECT_EQ(cloud_.journal().avoidable(), 0);
}

TEST_F(GoogleImagesTest, AsksAgainWhereThereIsNoPicture) {
  for (const char* quirk : {"text_only", "none", "no_content", "only_draft", "empty_data"}) {
    fail_with({{"picture", quirk}}, {1, 2});
    EXPECT_TRUE(provider().picture(figure(std::string{"A boat with "} + quirk), {})) << quirk;
  }
}

TEST_F(GoogleImagesTest, AsksOnceMoreWhereThePictureCannotBeUsed) {
  for (const char* quirk : {"damaged", "not_a_picture"}) {
    fail_with({{"picture", quirk}}, {1});
    EXPECT_TRUE(provider().picture(figure(std::string{"A boat with "} + quirk), {})) << quirk;
  }
  EXPECT_EQ(entries("lost"), 2U);
  EXPECT_EQ(entries("answered"), 2U);
}

TEST_F(GoogleImagesTest, TellsRefusalsApart) {
  for (const char* reason : {"SAFETY", "IMAGE_SAFETY", "PROHIBITED_CONTENT", "RECITATION"}) {
    fail_with({{"finish_reason", reason}});
    const Error error = error_of();
    EXPECT_EQ(error.kind(), ErrorKind::kProviderRefused);
    EXPECT_THAT(error.public_message(), HasSubstr(reason));
  }
  fail_with({{"block_reason", "BLOCKLIST"}});
  EXPECT_THAT(error_of().public_message(), HasSubstr("refused the prompt (BLOCKLIST)"));
  EXPECT_EQ(requests(), 5) << "one for each refusal";
  EXPECT_EQ(entries("without a picture"), 5U);
  EXPECT_EQ(ledger_.entries().size(), 5U);
  EXPECT_GT(budget_.spent_usd(), 0);
  EXPECT_LT(budget_.spent_usd(), 5 * prices_.picture_usd(settings_.model, settings_.size).value() / 10);
}

TEST_F(GoogleImagesTest, TakesAFilteredPredictionForARefusal) {
  settings_.model = "imagen-test";
  fail_with({{"filtered", true}});
  const Error error = error_of();
  EXPECT_EQ(error.kind(), ErrorKind::kProviderRefused);
  EXPECT_THAT(error.public_message(), HasSubstr("Unable to show generated images."));
  EXPECT_EQ(requests(), 1) << "it would be filtered again";
  EXPECT_EQ(entries("without a picture"), 1U);
}

TEST_F(GoogleImagesTest, GivesEveryErrorItsKind) {
  struct Row {
    Json fault;
    ErrorKind kind;
  };
  const std::vector<Row> rows{
      {{{"status", 400}}, ErrorKind::kProviderRejected},
      {{{"answer", "gemini_err_400_key"}}, ErrorKind::kProviderRejected},
      {{{"status", 401}}, ErrorKind::kProviderRejected},
      {{{"status", 403}}, ErrorKind::kProviderRejected},
      {{{"status", 404}}, ErrorKind::kProviderRejected},
      {{{"answer", "gemini_err_404_retired"}}, ErrorKind::kProviderRejected},
      {{{"answer", "gemini_err_429_day"}}, ErrorKind::kRateLimited},
      {{{"status", 429}, {"message", "Quota exceeded, limit: 0"}}, ErrorKind::kProviderRejected},
      {{{"status", 408}}, ErrorKind::kProviderUnavailable},
      {{{"status", 500}}, ErrorKind::kProviderUnavailable},
      {{{"status", 502}, {"shape", "html"}}, ErrorKind::kProviderUnavailable},
      {{{"status", 503}, {"shape", "array"}}, ErrorKind::kProviderUnavailable},
      {{{"status", 504}, {"shape", "text"}}, ErrorKind::kProviderUnavailable},
      {{{"status", 503}, {"shape", "empty"}}, ErrorKind::kProviderUnavailable},
  };
  for (const Row& row : rows) {
    fail_with(row.fault);
    EXPECT_EQ(error_of().kind(), row.kind) << row.fault;
  }
  EXPECT_EQ(cloud_.journal().charged("google"), 0);
}

TEST_F(GoogleImagesTest, GetsOverFaultsThatPass) {
  const std::vector<Json> faults{
      {{"status", 500}},
      {{"status", 502}, {"shape", "html"}},
      {{"status", 503}, {"shape", "array"}},
      {{"status", 429}, {"retry_delay", "0.05s"}},
      {{"cut", "before"}},
      {{"cut", "after"}},
      {{"slow", {{"bytes", 20'000}, {"every_ms", 1}}}},
  };
  for (std::size_t i = 0; i < faults.size(); ++i) {
    fail_with(faults[i], {1});
    EXPECT_TRUE(provider().picture(figure("Boat " + std::to_string(i)), {})) << faults[i];
  }
  EXPECT_EQ(cloud_.journal().avoidable(), 0);
}

TEST_F(GoogleImagesTest, RepeatsALostAnswerOnceAndCountsBoth) {
  const std::vector<Json> faults{{{"cut", "after_work"}},
                                 {{"cut", "inside"}},
                                 {{"garble", "json"}},
                                 {{"garble", "html"}},
                                 {{"content_length", "long"}}};
  for (std::size_t i = 0; i < faults.size(); ++i) {
    fail_with(faults[i], {1});
    EXPECT_TRUE(provider().picture(figure("Boat " + std::to_string(i)), {})) << faults[i];
    EXPECT_EQ(entries("lost"), i + 1) << faults[i];
    EXPECT_EQ(entries("answered"), i + 1) << faults[i];
  }
  EXPECT_EQ(static_cast<std::size_t>(cloud_.journal().charged("google")), ledger_.entries().size());
}

TEST_F(GoogleImagesTest, NeverPaysAThirdTime) {
  fail_with({{"cut", "after_work"}});
  EXPECT_EQ(error_of().kind(), ErrorKind::kProviderUnavailable);
  EXPECT_EQ(cloud_.journal().charged("google"), 2);
  EXPECT_EQ(entries("lost"), 2U);
}

TEST_F(GoogleImagesTest, WritesDownWhatAKilledProcessMayHavePaid) {
  cloud_.set_faults(Json::object());
  kill_while_asking("A paper boat", 2);
  EXPECT_EQ(cloud_.journal().charged("google"), 2);
  ASSERT_TRUE(provider().picture(figure("A paper boat"), {}));
  EXPECT_EQ(cloud_.journal().charged("google"), 3);
  ASSERT_EQ(entries("lost"), 2U);
  EXPECT_EQ(entries("answered"), 1U);
  EXPECT_EQ(ledger_.entries()[0].usd, prices_.picture_usd(settings_.model, settings_.size));
  EXPECT_LT(ledger_.entries()[0].time, ledger_.entries()[1].time);
}

TEST_F(GoogleImagesTest, WritesDownNothingForARunThatFailedWithoutACharge) {
  fail_with({{"status", 503}});
  EXPECT_EQ(error_of().kind(), ErrorKind::kProviderUnavailable);
  cloud_.set_faults(Json::object());
  ASSERT_TRUE(provider().picture(figure("A paper boat"), {}));
  EXPECT_EQ(ledger_.entries().size(), 1U) << "what was answered in the end";
}

TEST_F(GoogleImagesTest, PaysForEachPromptThatFailsAsOftenAsForOneFigure) {
  const std::vector<std::pair<Json, int>> rows{
      {{{"block_reason", "BLOCKLIST"}}, 2}, {{{"cut", "after_work"}}, 4}, {{{"picture", "text_only"}}, 6}};
  int before = 0;
  for (const auto& [fault, calls] : rows) {
    fail_with(fault);
    ImageProvider& images = provider();
    {
      std::vector<std::jthread> threads;
      for (const char* boat : {"Boat", "Boat", "Balloon"}) {
        threads.emplace_back([&, boat] { EXPECT_THROW(images.picture(figure(boat), {}), Error); });
      }
    }
    EXPECT_EQ(requests() - before, calls) << fault;
    before = requests();
  }
}

TEST_F(GoogleImagesTest, PaysOnceForManyFiguresAtOnceWithFewPrompts) {
  ImageProvider& images = provider();
  std::atomic<int> found = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 12; ++i) {
      threads.emplace_back([&, i] { found += images.picture(figure("Boat " + std::to_string(i % 4)), {}) ? 1 : 0; });
    }
  }
  EXPECT_EQ(found, 12);
  EXPECT_EQ(cloud_.journal().charged("google"), 4);
  EXPECT_LE(cloud_.journal().vendors.at("google").most_in_flight, 3);
  provider().picture(figure("Boat 1"), {});
  EXPECT_EQ(requests(), 4) << "it is in the store";
}

TEST_F(GoogleImagesTest, NamesTheSuccessorOfAModelThatIsGone) {
  settings_.model = "imagen-4.0-generate-001";
  const Error error = error_of();
  EXPECT_EQ(error.kind(), ErrorKind::kProviderRejected);
  EXPECT_THAT(error.public_message(), HasSubstr("set VINA_IMAGE_MODEL to gemini-nano-banana-2.1"));
}

TEST_F(GoogleImagesTest, IsHealthyWithTheRightKeyAndModelAlone) {
  provider();
  EXPECT_EQ(check_google(settings_, *channel_, {}).state, GoogleHealth::State::kGood);
  GoogleSettings other = settings_;
  other.model = "imagen-4.0-generate-001";
  const GoogleHealth retired = check_google(other, *channel_, {});
  EXPECT_EQ(retired.state, GoogleHealth::State::kModelMissing);
  EXPECT_EQ(retired.successor, "gemini-nano-banana-2.1");
  other.key = Secret{"wrong-key"};
  EXPECT_EQ(check_google(other, *channel_, {}).state, GoogleHealth::State::kKeyRejected);
  EXPECT_EQ(cloud_.journal().charged("google"), 0);
}

}  // namespace
}  // namespace vina
