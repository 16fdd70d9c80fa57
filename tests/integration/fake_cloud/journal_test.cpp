// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake_cloud/fake_cloud.h"
#include "integration/fake_cloud/vendor_requests.h"

namespace vina {
namespace {

using fake::FakeCloud;
using nlohmann::json;
using std::chrono::milliseconds;
using testing::google_request;
using testing::RawRequest;
using testing::send_raw;
using testing::wire_fixture;

TEST(FakeCloudJournal, TellsWhatWasPaidTwiceAndWhatOfItWasAvoidable) {
  FakeCloud cloud{{.faults = {{"rules", {{{"vendor", "google"}, {"nth", 1}, {"fault", {{"cut", "after_work"}}}}}}}}};
  const RawRequest request = google_request(wire_fixture("gemini_request"));
  send_raw(cloud.port(), request);
  EXPECT_EQ(cloud.journal().paid_twice(), 0);
  send_raw(cloud.port(), request);
  EXPECT_EQ(cloud.journal().paid_twice(), 1);
  EXPECT_EQ(cloud.journal().avoidable(), 0) << "the first answer was lost";
  RawRequest reordered = request;
  reordered.body = "  " + request.body;
  send_raw(cloud.port(), reordered);
  EXPECT_EQ(cloud.journal().paid_twice(), 2) << "white space makes no other request";
  EXPECT_EQ(cloud.journal().avoidable(), 1);
  json other = wire_fixture("gemini_request");
  other["contents"][0]["parts"][0]["text"] = "Another picture.";
  send_raw(cloud.port(), google_request(other));
  EXPECT_EQ(cloud.journal().charges.size(), 2U);
  EXPECT_EQ(cloud.journal().avoidable(), 1);
}

TEST(FakeCloudJournal, ChargesForWhatWasMadeAndBlamesNobodyWhoCouldNotUseIt) {
  FakeCloud cloud;
  const auto charged_with = [&](const json& fault) {
    cloud.reset();
    cloud.set_faults({{"rules", {{{"vendor", "google"}, {"nth", 1}, {"fault", fault}}}}});
    for (int i = 0; i < 2; ++i) send_raw(cloud.port(), google_request(wire_fixture("gemini_request")));
    EXPECT_EQ(cloud.journal().avoidable(), 0) << fault;
    return cloud.journal().charged("google");
  };
  for (const json& refused :
       {json{{"block_reason", "SAFETY"}}, json{{"finish_reason", "IMAGE_SAFETY"}}, json{{"picture", "text_only"}},
        json{{"picture", "none"}}, json{{"picture", "no_content"}}, json{{"picture", "only_draft"}},
        json{{"picture", "empty_data"}}}) {
    EXPECT_EQ(charged_with(refused), 1) << refused;
  }
  EXPECT_EQ(charged_with({{"picture", "damaged"}}), 2);
  EXPECT_EQ(charged_with({{"picture", "not_a_picture"}}), 2);
  EXPECT_EQ(charged_with({{"cut", "inside"}}), 2);
  EXPECT_EQ(charged_with({{"garble", "html"}}), 2);
  EXPECT_EQ(charged_with({{"status", 500}, {"charged", true}}), 2);
  EXPECT_EQ(charged_with({{"status", 500}}), 1);
}

TEST(FakeCloudJournal, CountsTheMostInFlightOfEachVendor) {
  const FakeCloud cloud{{.delays = {{"google", milliseconds{400}}}}};
  {
    std::vector<std::jthread> clients;
    for (int i = 0; i < 3; ++i) {
      clients.emplace_back([&] { send_raw(cloud.port(), google_request(wire_fixture("gemini_request"))); });
    }
  }
  for (int i = 0; i < 5; ++i) send_raw(cloud.port(), {"GET", "/v1/models", {testing::kElevenLabsKey}});
  const fake::JournalSnapshot journal = cloud.journal();
  EXPECT_EQ(journal.vendors.at("google").most_in_flight, 3);
  EXPECT_EQ(journal.vendors.at("google").most_paid_in_flight, 3);
  EXPECT_EQ(journal.vendors.at("google").in_flight, 0);
  EXPECT_EQ(journal.vendors.at("elevenlabs").most_in_flight, 1) << "one after the other";
  EXPECT_EQ(journal.vendors.at("elevenlabs").requests.at("models"), 5);
  EXPECT_EQ(journal.vendors.at("elevenlabs").most_paid_in_flight, 0);
}

TEST(FakeCloudJournal, IsReadAndResetOverHttpAndKeepsNoKey) {
  FakeCloud cloud;
  send_raw(cloud.port(), google_request(wire_fixture("gemini_request")));
  send_raw(cloud.port(),
           testing::upload_request("raw", {testing::signed_fields({{"public_id", "a.txt"}}), "x", "a.txt", {}}));
  send_raw(cloud.port(), {"GET", "/v1beta/models", {}});
  const testing::RawAnswer journal = send_raw(cloud.port(), {"GET", "/__fake/journal"});
  EXPECT_EQ(journal.json()["vendors"]["google"]["charged"], 1);
  EXPECT_EQ(journal.json()["charges"][0]["times"], 1);
  EXPECT_EQ(journal.json()["refusals"].size(), 1U);
  EXPECT_EQ(journal.json()["requests"].size(), 3U);
  for (const char* secret : {"fake-google-key", "fake-cloudinary-secret", "123456789012345"}) {
    EXPECT_THAT(journal.body, ::testing::Not(::testing::HasSubstr(secret)));
  }
  EXPECT_EQ(send_raw(cloud.port(), {"POST", "/__fake/reset"}).status, 200);
  EXPECT_TRUE(cloud.journal().requests.empty());
  EXPECT_EQ(cloud.journal().charged("google"), 0);
  EXPECT_EQ(send_raw(cloud.port(), {"GET", "/res/fake-cloud/raw/upload/v1/a.txt"}).status, 404);
}

TEST(FakeCloudJournal, TakesFaultsOverHttpAndRefusesWrongOnes) {
  FakeCloud cloud;
  const auto post = [&](const std::string& body) {
    return send_raw(cloud.port(), {"POST", "/__fake/faults", {}, body});
  };
  EXPECT_EQ(post(R"({"rules": [{"vendor": "google", "fault": {"status": 503}}]})").status, 200);
  EXPECT_EQ(send_raw(cloud.port(), google_request(wire_fixture("gemini_request"))).status, 503);
  EXPECT_EQ(post("{").status, 400);
  EXPECT_EQ(post(R"({"rules": [{"vendor": "gogle", "fault": {}}]})").status, 400);
  EXPECT_EQ(send_raw(cloud.port(), google_request(wire_fixture("gemini_request"))).status, 503) << "the old ones stay";
  EXPECT_EQ(post("{}").status, 200);
  EXPECT_EQ(send_raw(cloud.port(), google_request(wire_fixture("gemini_request"))).status, 200);
  EXPECT_EQ(send_raw(cloud.port(), {"GET", "/nowhere"}).status, 404);
  EXPECT_EQ(send_raw(cloud.port(), {"GET", "/"}).status, 404);
}

}  // namespace
}  // namespace vina
