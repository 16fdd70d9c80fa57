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

#include "remote/retry_after.h"
#include "support/loopback_server.h"
#include "support/raw_server.h"

namespace vina {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::LoopbackServer;
using ::testing::MatchesRegex;
using ::testing::Not;
using testing::RawConnection;
using testing::RawServer;
using testing::ReceivedRequest;
using testing::Reply;
using Clock = std::chrono::steady_clock;

/// Waits of milliseconds, so that tests are quick.
VendorConduct conduct() {
  VendorConduct conduct;
  conduct.vendor = "Acme";
  conduct.first_wait = 10ms;
  conduct.longest_wait = 40ms;
  conduct.longest_hint = 500ms;
  return conduct;
}

Verdict judge_by_status(const HttpResponse& response) {
  Verdict verdict;
  verdict.hint = retry_after(response, std::chrono::system_clock::now());
  verdict.message = "Acme says: " + response.body;
  if (response.status == 200) return verdict;
  verdict.kind = response.status == 429 || response.status >= 500 ? Verdict::Kind::kRetry : Verdict::Kind::kFail;
  if (response.status == 401) verdict.error = ErrorKind::kProviderRejected;
  if (response.status == 429) verdict.error = ErrorKind::kRateLimited;
  verdict.slow_down = response.status == 429;
  if (const auto limit = response.header("limit")) verdict.most_in_flight = std::stoi(std::string{*limit});
  return verdict;
}

VendorCall call_to(const std::string& url) {
  VendorCall call;
  call.subject = "picture of figure-1";
  call.request = [url](int attempt) {
    HttpRequest request;
    request.method = "POST";
    request.url = url;
    request.headers = {{"attempt", std::to_string(attempt)}};
    request.body = "{}";
    return request;
  };
  call.judge = judge_by_status;
  return call;
}

/// A server whose answers are given in order; the last is repeated.
std::function<Reply(const ReceivedRequest&)> in_order(std::vector<Reply> replies) {
  return [replies = std::move(replies), count = std::make_shared<std::atomic<std::size_t>>(0)](const ReceivedRequest&) {
    return replies[std::min((*count)++, replies.size() - 1)];
  };
}

Error error_of(VendorChannel& channel, const VendorCall& call, const std::stop_token& stop = {}) {
  try {
    channel.call(call, stop);
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "no error";
  return {ErrorKind::kInternal, "no error"};
}

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

// -------------------------------------------------------------------------------------------------------- lost answers

/// Cuts the first `losses` requests off without an answer.
std::function<void(RawConnection&, int)> losing(int losses, std::atomic<int>& received) {
  return [losses, &received](RawConnection& connection, int) {
    if (connection.read_request().empty()) return;
    if (++received <= losses) return;
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nfine");
  };
}

TEST(VendorChannel, RepeatsAfterALostAnswerWhereThatIsFree) {
  std::atomic<int> received = 0;
  const RawServer server{losing(3, received)};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  const CallOutcome outcome = channel.call(call_to(server.url()), {});
  EXPECT_EQ(outcome.attempts, 4);
  EXPECT_EQ(outcome.lost_answers, 3);
  EXPECT_EQ(channel.figures().lost_answers, 3);
}

TEST(VendorChannel, RepeatsOnlyOnceWhereARepeatMayBeCharged) {
  std::atomic<int> received = 0;
  const RawServer server{losing(9, received)};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  std::vector<bool> charged;
  VendorCall call = call_to(server.url());
  call.lost_answer = LostAnswer::kRepeatOnce;
  call.charged = [&](bool answered) { charged.push_back(answered); };
  const Error error = error_of(channel, call);
  EXPECT_EQ(error.kind(), ErrorKind::kProviderUnavailable);
  EXPECT_THAT(error.public_message(), AllOf(HasSubstr("Acme"), HasSubstr("charged"), HasSubstr("2 attempts")));
  EXPECT_EQ(received, 2);
  EXPECT_EQ(charged, (std::vector<bool>{false, false}));
}

TEST(VendorChannel, CountsLostAnswersApartFromRefusals) {
  std::atomic<int> received = 0;
  const RawServer server{[&](RawConnection& connection, int) {
    if (connection.read_request().empty()) return;
    switch (++received) {
      case 1:
        connection.send("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return;
      case 2:
        return;
      default:
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nfine");
    }
  }};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  VendorCall call = call_to(server.url());
  call.lost_answer = LostAnswer::kRepeatOnce;
  std::vector<bool> charged;
  call.charged = [&](bool answered) { charged.push_back(answered); };
  EXPECT_EQ(channel.call(call, {}).attempts, 3);
  EXPECT_EQ(charged, (std::vector<bool>{false, true}));
}

TEST(VendorChannel, LooksForALostAnswerBeforeItPaysAgain) {
  std::atomic<int> received = 0;
  const RawServer server{losing(9, received)};
  const LoopbackServer history{in_order({{200, "found"}})};
  HttpClient http;
  VendorConduct narrow = conduct();
  narrow.in_flight = 1;  // recovering needs a place of its own
  VendorChannel channel{http, narrow};
  VendorCall call = call_to(server.url());
  call.lost_answer = LostAnswer::kRepeatOnce;
  call.recover = [&](const std::stop_token& stop) -> std::optional<HttpResponse> {
    return channel.call(call_to(history.url()), stop).response;
  };
  const CallOutcome outcome = channel.call(call, {});
  EXPECT_EQ(outcome.response.body, "found");
  EXPECT_EQ(outcome.lost_answers, 1);
  EXPECT_EQ(received, 1);
}

TEST(VendorChannel, RepeatsWhereALostAnswerIsNotFoundAndLooksAgainAtTheEnd) {
  std::atomic<int> received = 0;
  const RawServer server{losing(9, received)};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  int looked = 0;
  VendorCall call = call_to(server.url());
  call.lost_answer = LostAnswer::kRepeatOnce;
  call.recover = [&](const std::stop_token&) -> std::optional<HttpResponse> {
    if (++looked == 1) throw Error{ErrorKind::kProviderUnavailable, "history is down"};
    return std::nullopt;
  };
  error_of(channel, call);
  EXPECT_EQ(received, 2);
  EXPECT_EQ(looked, 2);
}

/// A server error may be charged, three times at most.
Verdict judge_as_perhaps_charged(const HttpResponse& response) {
  Verdict verdict = judge_by_status(response);
  verdict.may_be_charged = response.status >= 500;
  if (verdict.may_be_charged) verdict.most_attempts = 3;
  return verdict;
}

/// A call whose server errors may be charged, and which notes what it is told of charges.
VendorCall perhaps_charged_call(const std::string& url, std::vector<bool>& charged) {
  VendorCall call = call_to(url);
  call.judge = judge_as_perhaps_charged;
  call.lost_answer = LostAnswer::kRepeatOnce;
  call.charged = [&charged](bool answered) { charged.push_back(answered); };
  return call;
}

TEST(VendorChannel, LooksForWhatAnErrorMayHaveCharged) {
  const LoopbackServer server{in_order({{500, "broken"}, {200, "fine"}})};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  std::vector<bool> charged;
  VendorCall call = perhaps_charged_call(server.url(), charged);
  call.recover = [&](const std::stop_token&) { return HttpResponse{.status = 200, .body = "found"}; };
  const CallOutcome outcome = channel.call(call, {});
  EXPECT_EQ(outcome.response.body, "found");
  EXPECT_EQ(outcome.lost_answers, 0) << "the vendor did answer";
  EXPECT_EQ(server.requests().size(), 1U);
  EXPECT_EQ(charged, std::vector<bool>{false});
}

TEST(VendorChannel, KeepsTheWordsOfAnErrorThatMayBeChargedAndLooksAgainAtTheEnd) {
  const LoopbackServer server{in_order({{500, "broken"}})};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  std::vector<bool> charged;
  int looked = 0;
  VendorCall call = perhaps_charged_call(server.url(), charged);
  call.recover = [&](const std::stop_token&) -> std::optional<HttpResponse> {
    ++looked;
    return std::nullopt;
  };
  EXPECT_THAT(error_of(channel, call).public_message(),
              MatchesRegex("Acme says: broken; it may have been charged \\(3 attempts, .* of waiting\\)"));
  EXPECT_EQ(charged, (std::vector<bool>{false, false, false}));
  EXPECT_EQ(looked, 3);
}

TEST(VendorChannel, RepeatsALostAnswerOnceBesidesErrorsThatMayBeCharged) {
  std::atomic<int> received = 0;
  const RawServer server{[&](RawConnection& connection, int) {
    if (connection.read_request().empty()) return;
    const int number = ++received;
    if (number == 1) connection.send("HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    if (number == 3) connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nfine");
  }};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  std::vector<bool> charged;
  VendorCall call = perhaps_charged_call(server.url(), charged);
  EXPECT_EQ(channel.call(call, {}).attempts, 3);
  EXPECT_EQ(charged, (std::vector<bool>{false, false, true}));
}

TEST(VendorChannel, RepeatsFreelyWhatDidNotArrive) {
  HttpClient http;
  VendorChannel channel{http, conduct()};
  VendorCall call = call_to("http://127.0.0.1:" + std::to_string(testing::free_port()));
  call.lost_answer = LostAnswer::kRepeatOnce;
  call.charged = [](bool) { FAIL() << "nothing arrived"; };
  const Error error = error_of(channel, call);
  EXPECT_EQ(error.kind(), ErrorKind::kProviderUnavailable);
  EXPECT_THAT(error.public_message(), AllOf(HasSubstr("cannot reach Acme"), HasSubstr("4 attempts")));
  EXPECT_EQ(channel.figures().lost_answers, 0);
}

TEST(VendorChannel, DoesNotRepeatWhatIsNotWorthIt) {
  const LoopbackServer server{in_order({{200, std::string(1000, 'x')}})};
  HttpClient http;
  VendorChannel channel{http, conduct()};
  VendorCall call = call_to(server.url());
  const auto request = call.request;
  call.request = [&](int attempt) {
    HttpRequest small = request(attempt);
    small.largest_answer = 500;
    return small;
  };
  EXPECT_THAT(error_of(channel, call).public_message(), HasSubstr("larger"));
  EXPECT_EQ(server.requests().size(), 1U);
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
