// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.

#include <chrono>
#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "fake_cloud/fake_cloud.h"
#include "integration/fake_cloud/vendor_requests.h"

namespace vina {
namespace {

using fake::FakeCloud;
using nlohmann::json;
using std::chrono::milliseconds;
using testing::RawAnswer;
using testing::RawRequest;
using testing::send_raw;
using testing::wire_fixture;

class DeliveryFaults : public ::testing::Test {
 protected:
  /// Makes a picture while the script has this fault.
  RawAnswer with(const json& fault, bool keep_alive = false) {
    cloud_.reset();
    cloud_.set_faults({{"rules", {{{"vendor", "google"}, {"fault", fault}}}}});
    RawRequest request = testing::google_request(wire_fixture("gemini_request"));
    request.keep_alive = keep_alive;
    if (keep_alive) request.deadline = milliseconds{1500};
    return send_raw(cloud_.port(), request);
  }
  fake::Charge charge() {
    const auto charges = cloud_.journal().charges;
    return charges.empty() ? fake::Charge{} : charges.front();
  }

  FakeCloud cloud_;
};

TEST_F(DeliveryFaults, CloseTheConnectionBeforeAnythingIsPaid) {
  const RawAnswer answer = with({{"cut", "before"}}, true);
  EXPECT_EQ(answer.bytes, "");
  EXPECT_TRUE(answer.closed);
  EXPECT_EQ(charge().times, 0);
  EXPECT_EQ(cloud_.journal().requests.back().status, 0);
}

TEST_F(DeliveryFaults, CloseTheConnectionWhenAllIsPaid) {
  const RawAnswer answer = with({{"cut", "after_work"}}, true);
  EXPECT_EQ(answer.bytes, "");
  EXPECT_TRUE(answer.closed);
  EXPECT_EQ(charge().times, 1);
  EXPECT_EQ(charge().delivered, 0);
}

TEST_F(DeliveryFaults, CloseTheConnectionInsideOfTheAnswer) {
  const RawAnswer answer = with({{"cut", "inside"}}, true);
  EXPECT_EQ(answer.status, 200);
  EXPECT_GT(answer.body.size(), 1000U);
  EXPECT_FALSE(answer.whole);
  EXPECT_TRUE(answer.closed);
  EXPECT_EQ(charge().times, 1);
  EXPECT_EQ(charge().delivered, 0);
}

TEST_F(DeliveryFaults, CloseTheConnectionBehindTheAnswerWithoutAWord) {
  const RawAnswer answer = with({{"cut", "after"}}, true);
  EXPECT_TRUE(answer.whole);
  EXPECT_TRUE(answer.closed);
  EXPECT_NE(answer.header("connection"), "close");
  EXPECT_EQ(charge().delivered, 1);
  EXPECT_FALSE(with(json::object(), true).closed) << "without a fault the connection stays";
}

TEST_F(DeliveryFaults, LieAboutTheLength) {
  const RawAnswer shorter = with({{"content_length", "short"}}, true);
  EXPECT_TRUE(shorter.whole);
  EXPECT_TRUE(shorter.json().is_discarded());
  EXPECT_FALSE(shorter.excess.empty());
  const RawAnswer longer = with({{"content_length", "long"}}, true);
  EXPECT_FALSE(longer.whole);
  EXPECT_TRUE(longer.closed);
  EXPECT_FALSE(json::parse(longer.body, nullptr, false).is_discarded()) << "all of the answer is there";
}

TEST_F(DeliveryFaults, SendTheAnswerInSmallPieces) {
  const RawAnswer answer = with({{"slow", {{"bytes", 10'000}, {"every_ms", 50}}}});
  EXPECT_TRUE(answer.whole);
  EXPECT_GE(answer.took, milliseconds{100});
  EXPECT_EQ(answer.status, 200);
}

TEST_F(DeliveryFaults, GarbleTheAnswer) {
  EXPECT_TRUE(with({{"garble", "json"}}).json().is_discarded());
  const RawAnswer page = with({{"garble", "html"}});
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.header("content-type"), "text/html");
  EXPECT_EQ(charge().times, 1);
}

TEST_F(DeliveryFaults, SayEveryRecordedErrorWordForWord) {
  const std::map<std::string, int> recorded{
      {"gemini_err_429_minute", 429},  {"gemini_err_429_day", 429}, {"gemini_err_400_key", 400},
      {"gemini_err_404_retired", 404}, {"gemini_err_503", 503},     {"eleven_err_current", 429},
      {"eleven_err_legacy", 401},      {"eleven_err_422", 422},     {"eleven_err_string", 404},
      {"cld_err_signature", 401},      {"cld_err_stale", 400}};
  for (const auto& [name, status] : recorded) {
    const RawAnswer answer = with({{"answer", name}});
    EXPECT_EQ(answer.json(), wire_fixture(name)) << name;
    EXPECT_EQ(answer.status, status) << name;
    EXPECT_EQ(charge().times, 0) << "an error is not paid for";
  }
  EXPECT_EQ(with({{"answer", "gemini_err_503"}, {"status", 502}}).status, 502);
}

TEST_F(DeliveryFaults, SayAnyStatusInEveryShape) {
  EXPECT_EQ(with({{"status", 503}}).json()["error"]["status"], "UNAVAILABLE");
  EXPECT_TRUE(with({{"status", 503}, {"shape", "array"}}).json()[0].contains("error"));
  EXPECT_EQ(with({{"status", 502}, {"shape", "html"}}).header("content-type"), "text/html");
  EXPECT_EQ(with({{"status", 504}, {"shape", "empty"}}).body, "");
  EXPECT_EQ(with({{"status", 500}, {"shape", "text"}}).body, "An internal error has occurred. Please retry.");
  const json limited = with({{"status", 429}, {"retry_delay", "0.5s"}, {"quota_id", "PerDay"}}).json();
  EXPECT_EQ(limited["error"]["details"][1]["retryDelay"], "0.5s");
  EXPECT_EQ(limited["error"]["details"][0]["violations"][0]["quotaId"], "PerDay");
  const RawAnswer later = with({{"status", 503}, {"retry_after", "7"}, {"headers", {{"X-Test", "yes"}}}});
  EXPECT_EQ(later.header("retry-after"), "7");
  EXPECT_EQ(later.header("x-test"), "yes");
  EXPECT_EQ(with({{"status", 200}, {"body", "nothing"}}).body, "nothing");
  EXPECT_EQ(with({{"body", {{"a", 1}}}}).body, "{\"a\":1}");
  EXPECT_EQ(charge().times, 0);
  with({{"status", 500}, {"charged", true}});
  EXPECT_EQ(charge().times, 1) << "the work was done all the same";

  const auto elevenlabs = [&](const json& fault) {
    cloud_.set_faults({{"rules", {{{"vendor", "elevenlabs"}, {"fault", fault}}}}});
    return send_raw(cloud_.port(), testing::speech_request(testing::short_speech())).json()["detail"];
  };
  EXPECT_EQ(elevenlabs({{"status", 429}, {"code", "rate_limit_exceeded"}})["code"], "rate_limit_exceeded");
  EXPECT_EQ(
      elevenlabs({{"status", 429}, {"shape", "legacy"}}),
      (json{{"status", "system_busy"}, {"message", "The system is experiencing heavy traffic, please try again."}}));
  EXPECT_TRUE(elevenlabs({{"status", 422}, {"shape", "list"}}).is_array());
  EXPECT_TRUE(elevenlabs({{"status", 404}, {"shape", "string"}}).is_string());
}

TEST_F(DeliveryFaults, TakeTheirTime) {
  EXPECT_GE(with({{"delay_ms", 300}}).took, milliseconds{300});
  const FakeCloud slow{{.delays = {{"google", milliseconds{300}}}}};
  RawRequest request = testing::google_request(wire_fixture("gemini_request"));
  EXPECT_GE(send_raw(slow.port(), request).took, milliseconds{300});
  request.headers[0] = "x-goog-api-key: wrong";
  EXPECT_LT(send_raw(slow.port(), request).took, milliseconds{250}) << "a refusal takes no time";
}

TEST_F(DeliveryFaults, EndAtOnceWhenTheCloudStops) {
  FakeCloud slow{{.delays = {{"google", std::chrono::minutes{5}}}}};
  RawRequest request = testing::google_request(wire_fixture("gemini_request"));
  request.leave_after = milliseconds{100};
  send_raw(slow.port(), request);
  const auto began = std::chrono::steady_clock::now();
  slow.stop();
  slow.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{5});
  EXPECT_EQ(slow.journal().charged("google"), 1) << "who left has paid";
  EXPECT_ANY_THROW(send_raw(slow.port(), request));
}

TEST_F(DeliveryFaults, MeetOnlyTheRequestsTheyAreFor) {
  cloud_.set_faults(
      {{"rules",
        {{{"vendor", "google"}, {"kind", "models"}, {"fault", {{"status", 500}}}},
         {{"vendor", "google"}, {"body", "nowhere"}, {"fault", {{"status", 501}}}},
         {{"vendor", "google"}, {"kind", "generate"}, {"nth", {2}}, {"fault", {{"status", 502}}}},
         {{"vendor", "google"}, {"kind", "generate"}, {"every", 3}, {"times", 1}, {"fault", {{"status", 503}}}}}}});
  std::vector<int> statuses;
  for (int i = 0; i < 7; ++i) {
    statuses.push_back(send_raw(cloud_.port(), testing::google_request(wire_fixture("gemini_request"))).status);
  }
  EXPECT_EQ(statuses, (std::vector<int>{200, 502, 503, 200, 200, 200, 200}));
  EXPECT_EQ(cloud_.journal().vendors.at("google").faults, 2);
  cloud_.reset();
  json bad = wire_fixture("gemini_request");
  bad["x"] = 1;
  EXPECT_EQ(send_raw(cloud_.port(), testing::google_request(bad)).status, 400) << "a refused request meets no fault";
  EXPECT_EQ(cloud_.journal().vendors.at("google").faults, 0);
}

}  // namespace
}  // namespace vina
