// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/vendor_channel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include "support/loopback_server.h"
#include "unit/remote/vendor_calls.h"

namespace vina {
namespace {

using namespace std::chrono_literals;
using testing::call_to;
using testing::conduct;
using testing::error_of;
using ::testing::HasSubstr;
using testing::in_order;
using testing::judge_by_status;
using testing::LoopbackServer;
using ::testing::MatchesRegex;
using ::testing::Not;
using testing::ReceivedRequest;
using testing::Reply;
using Clock = std::chrono::steady_clock;

TEST(VendorChannel, GivesTheAnswerOfTheFirstAttempt) {
  const LoopbackServer server{in_order({{200, "fine"}})};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  std::vector<bool> charged;
  VendorCall call = call_to(server.url());
  call.charged = [&](bool answered) { charged.push_back(answered); };
  const CallOutcome outcome = channel.call(call, {});
  EXPECT_EQ(outcome.response.body, "fine");
  EXPECT_EQ(outcome.attempts, 1);
  EXPECT_EQ(outcome.waited, 0ms);
  EXPECT_EQ(charged, std::vector<bool>{true});
  EXPECT_EQ(channel.figures().calls, 1);
  EXPECT_EQ(channel.figures().attempts, 1);
  EXPECT_EQ(channel.figures().failed_calls, 0);
}

TEST(VendorChannel, RepeatsWithGrowingWaitsAndAFreshRequestEachTime) {
  const LoopbackServer server{in_order({{500, "a"}, {503, "b"}, {500, "c"}, {200, "fine"}})};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  std::vector<bool> charged;
  VendorCall call = call_to(server.url());
  call.charged = [&](bool answered) { charged.push_back(answered); };
  const auto start = Clock::now();
  const CallOutcome outcome = channel.call(call, {});
  EXPECT_GE(Clock::now() - start, 70ms);  // 10 + 20 + 40
  EXPECT_GE(outcome.waited, 70ms);
  EXPECT_LE(outcome.waited, 88ms);  // a quarter more
  EXPECT_EQ(outcome.attempts, 4);
  EXPECT_EQ(outcome.lost_answers, 0);
  EXPECT_EQ(server.requests().back().header("attempt"), "4");
  EXPECT_EQ(charged, std::vector<bool>{true});
}

TEST(VendorChannel, GivesUpAfterTheLastAttemptAndNamesAttemptsAndWaits) {
  const LoopbackServer server{in_order({{503, "over\nloaded"}})};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  const Error error = error_of(channel, call_to(server.url()));
  EXPECT_EQ(error.kind(), ErrorKind::kProviderUnavailable);
  EXPECT_THAT(error.public_message(), MatchesRegex("Acme says: over loaded \\(4 attempts, [0-9]+ ms of waiting\\)"));
  EXPECT_THAT(error.what(), HasSubstr("picture of figure-1: Acme says"));
  EXPECT_EQ(server.requests().size(), 4U);
  EXPECT_EQ(channel.figures().failed_calls, 1);
}

TEST(VendorChannel, CountsBeingToldToSlowDownApartFromFailures) {
  const LoopbackServer server{
      in_order({{429, "a"}, {503, "b"}, {429, "c"}, {503, "d"}, {429, "e"}, {503, "f"}, {200, "fine"}})};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  EXPECT_EQ(channel.call(call_to(server.url()), {}).attempts, 7) << "three failures, and told to slow down three times";

  const LoopbackServer busy{in_order({{503, "a"}, {429, "b"}})};
  EXPECT_EQ(error_of(channel, call_to(busy.url())).kind(), ErrorKind::kRateLimited);
  EXPECT_EQ(busy.requests().size(), 5U) << "one failure, and told to slow down four times";
}

TEST(VendorChannel, DoesNotRepeatWhatWillNotSucceed) {
  const LoopbackServer server{in_order({{401, "bad key"}})};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  std::vector<bool> charged;
  VendorCall call = call_to(server.url());
  call.charged = [&](bool answered) { charged.push_back(answered); };
  const Error error = error_of(channel, call);
  EXPECT_EQ(error.kind(), ErrorKind::kProviderRejected);
  EXPECT_EQ(error.public_message(), "Acme says: bad key");
  EXPECT_EQ(server.requests().size(), 1U);
  EXPECT_TRUE(charged.empty());
}

TEST(VendorChannel, HeedsTheVerdictsOwnNumberOfAttempts) {
  const LoopbackServer server{in_order({{500, "a"}})};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  VendorCall call = call_to(server.url());
  call.judge = [](const HttpResponse& response) {
    Verdict verdict = judge_by_status(response);
    verdict.most_attempts = 2;
    return verdict;
  };
  error_of(channel, call);
  EXPECT_EQ(server.requests().size(), 2U);
}

TEST(VendorChannel, WaitsAsLongAsTheVendorAsks) {
  const LoopbackServer server{in_order({{500, "a", {{"retry-after-ms", "150"}}}, {200, "fine"}})};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  const auto start = Clock::now();
  EXPECT_GE(channel.call(call_to(server.url()), {}).waited, 150ms);
  EXPECT_GE(Clock::now() - start, 150ms);
}

TEST(VendorChannel, TellsOfEachWait) {
  const LoopbackServer server{in_order({{500, "a", {{"retry-after-ms", "60"}}}, {429, "b"}, {200, "fine"}})};
  WaitNews news;
  std::vector<std::pair<std::string, std::chrono::milliseconds>> told;
  const WaitNews::Subscription subscription{news, [&told](const std::string& vendor, std::chrono::milliseconds length) {
                                              told.emplace_back(vendor, length);
                                            }};
  VendorConduct heard = conduct();
  heard.news = &news;
  HttpClient http;
  VendorChannel channel{http, heard};
  channel.call(call_to(server.url()), {});
  ASSERT_EQ(told.size(), 2U) << "a wait of its own, and a pause of the whole channel";
  EXPECT_EQ(told[0].first, "Acme");
  EXPECT_GE(told[0].second, 60ms);
  EXPECT_GE(told[1].second, 20ms);
}

TEST(VendorChannel, DoesNotWaitLongerThanItsConductAllows) {
  const LoopbackServer server{in_order({{429, "quota", {{"Retry-After", "6776"}}}})};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  const Error error = error_of(channel, call_to(server.url()));
  EXPECT_EQ(error.kind(), ErrorKind::kRateLimited);
  EXPECT_THAT(
      error.public_message(),
      MatchesRegex("Acme asks to wait 1 h 53 min: Acme says: quota; try again at .*[0-9][0-9]:[0-9][0-9] \\(UTC.*\\)"));
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST(VendorChannel, AsksNoMoreWhileTheVendorWantsToBeLeftAlone) {
  const LoopbackServer server{in_order({{429, "quota", {{"Retry-After", "6776"}}}, {200, "fine"}})};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  for (int call = 0; call < 3; ++call) {
    const Error error = error_of(channel, call_to(server.url()));
    EXPECT_EQ(error.kind(), ErrorKind::kRateLimited);
    EXPECT_THAT(error.public_message(), HasSubstr("Acme asks to wait 1 h 5"));
    EXPECT_THAT(error.public_message(), HasSubstr("Acme says: quota"));
  }
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST(VendorChannel, AsksAgainWhenTheTimeIsOver) {
  const LoopbackServer server{in_order({{429, "quota", {{"retry-after-ms", "150"}}}, {200, "fine"}})};
  HttpClient http;
  VendorConduct impatient = conduct();
  impatient.longest_hint = 100ms;
  VendorChannel channel{http, impatient};
  EXPECT_EQ(error_of(channel, call_to(server.url())).kind(), ErrorKind::kRateLimited);
  std::this_thread::sleep_for(160ms);
  EXPECT_EQ(channel.call(call_to(server.url()), {}).response.body, "fine");
}

// -------------------------------------------------------------------------------------------------- requests in flight

TEST(VendorChannel, BoundsTheRequestsInFlight) {
  std::atomic<int> arrived = 0;
  const LoopbackServer server{[&](const ReceivedRequest&) {
    ++arrived;
    const auto deadline = Clock::now() + 10s;
    while (arrived < 3 && Clock::now() < deadline) std::this_thread::sleep_for(1ms);
    return Reply{200, "", {}, 10ms};
  }};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 12; ++i) {
      threads.emplace_back([&] { channel.call(call_to(server.url()), {}); });
    }
  }
  EXPECT_EQ(server.requests().size(), 12U);
  EXPECT_EQ(server.most_in_flight(), 3);
  EXPECT_EQ(channel.figures().most_in_flight, 3);
}

TEST(VendorChannel, HeedsTheVendorsOwnLimit) {
  std::atomic<int> count = 0;
  const LoopbackServer server{[&](const ReceivedRequest&) {
    ++count;
    return Reply{200, "", {}, 20ms};
  }};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  VendorCall call = call_to(server.url());
  call.judge = [](const HttpResponse&) {
    Verdict verdict;
    verdict.most_in_flight = 1;
    return verdict;
  };
  channel.call(call, {});
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back([&] { channel.call(call, {}); });
  }
  EXPECT_EQ(count, 5);
  EXPECT_EQ(server.most_in_flight(), 1);
}

TEST(VendorChannel, HoldsNoPlaceWhileACallWaits) {
  const LoopbackServer server{[](const ReceivedRequest& request) {
    return request.path == "/slow" && request.header("attempt") == "1" ? Reply{500, "", {{"retry-after-ms", "300"}}}
                                                                       : Reply{};
  }};
  HttpClient http;
  VendorConduct narrow = conduct();
  narrow.in_flight = 1;
  VendorChannel channel{http, narrow};
  std::atomic<bool> is_slow_done = false;
  const std::jthread slow{[&] {
    channel.call(call_to(server.url() + "/slow"), {});
    is_slow_done = true;
  }};
  while (server.requests().empty()) std::this_thread::sleep_for(1ms);
  std::this_thread::sleep_for(20ms);
  channel.call(call_to(server.url() + "/quick"), {});
  EXPECT_FALSE(is_slow_done);
}

TEST(VendorChannel, PausesEveryoneWhenTheVendorAsksToSlowDown) {
  std::mutex mutex;
  std::optional<Clock::time_point> slowed;
  int during_pause = 0;
  const LoopbackServer server{[&](const ReceivedRequest&) {
    const std::scoped_lock lock{mutex};
    if (!slowed) {
      slowed = Clock::now();
      return Reply{429, "slow down", {{"retry-after-ms", "200"}}};
    }
    if (Clock::now() - *slowed < 200ms) ++during_pause;
    return Reply{200, "", {}, 5ms};
  }};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  std::atomic<int> done = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 10; ++i) {
      threads.emplace_back([&, i] {
        std::this_thread::sleep_for(i * 10ms);
        channel.call(call_to(server.url()), {});
        ++done;
      });
    }
  }
  EXPECT_EQ(done, 10);
  EXPECT_LE(during_pause, 2);  // what was in flight already; nothing may set out afterwards
  EXPECT_LE(server.most_in_flight(), 3);
  EXPECT_EQ(server.requests().size(), 11U);
  EXPECT_GE(channel.figures().waited, 200ms);
}

// --------------------------------------------------------------------------------------------------- stop and secrets

TEST(VendorChannel, StopsWithinATenthOfASecondFromEveryWait) {
  for (const char* wait : {"backoff", "pause", "place", "answer"}) {
    const LoopbackServer server{[&](const ReceivedRequest&) {
      if (wait == std::string_view{"backoff"}) return Reply{503, "", {{"Retry-After", "20"}}};
      if (wait == std::string_view{"pause"}) return Reply{429, "", {{"Retry-After", "20"}}};
      return Reply{200, "", {}, 600ms};
    }};
    HttpClient http;
    VendorConduct patient = conduct();
    patient.longest_hint = 60s;
    patient.in_flight = 1;
    VendorChannel channel{http, patient};
    std::stop_source stop;
    std::vector<std::jthread> threads;
    if (wait == std::string_view{"place"}) {
      threads.emplace_back([&] { channel.call(call_to(server.url()), {}); });
      while (server.requests().empty()) std::this_thread::sleep_for(1ms);
    }
    std::atomic<Clock::time_point> stopped{Clock::now()};
    threads.emplace_back([&] {
      std::this_thread::sleep_for(100ms);
      stopped = Clock::now();
      stop.request_stop();
    });
    EXPECT_EQ(error_of(channel, call_to(server.url()), stop.get_token()).kind(), ErrorKind::kCancelled) << wait;
    EXPECT_LT(Clock::now() - stopped.load(), 100ms) << wait;
  }
}

TEST(VendorChannel, TellsThatAnAnswerWasLostToAStopRequest) {
  const LoopbackServer server{[](const ReceivedRequest&) { return Reply{200, "", {}, 300ms}; }};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  std::stop_source stop;
  const std::jthread stopper{[&] {
    while (server.requests().empty()) std::this_thread::sleep_for(1ms);
    stop.request_stop();
  }};
  std::vector<bool> charged;
  VendorCall call = call_to(server.url());
  call.charged = [&](bool answered) { charged.push_back(answered); };
  EXPECT_EQ(error_of(channel, call, stop.get_token()).kind(), ErrorKind::kCancelled);
  EXPECT_EQ(charged, std::vector<bool>{false});
}

TEST(VendorChannel, HidesSecretsInEveryMessage) {
  const LoopbackServer server{in_order({{400, "the key planted+key (planted%2Bkey) is wrong"}})};
  HttpClient http;
  VendorConduct discreet = conduct();
  discreet.secrets = {Secret{"other"}, Secret{"planted+key"}};
  VendorChannel channel{http, discreet};
  VendorCall call = call_to(server.url());
  call.subject = "planted+key";
  const Error error = error_of(channel, call);
  EXPECT_EQ(error.public_message(), "Acme says: the key [secret] ([secret]) is wrong");
  EXPECT_THAT(error.what(), Not(HasSubstr("planted")));
}

TEST(VendorChannel, KeepsMessagesToOneLineOfBearableLength) {
  std::string words = "<html>\r\n";
  for (int i = 0; i < 1000; ++i) words += "ä";
  const LoopbackServer server{in_order({{400, words}})};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  const std::string message = error_of(channel, call_to(server.url())).public_message();
  EXPECT_LT(message.size(), 900U);
  EXPECT_EQ(message.find_first_of("\r\n"), std::string::npos);
  EXPECT_THAT(message, HasSubstr("ää…"));
}

}  // namespace
}  // namespace vina
