// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// What the channel does where an answer is lost, or an error may have been charged.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "remote/vendor_channel.h"
#include "support/loopback_server.h"
#include "support/raw_server.h"
#include "unit/remote/vendor_calls.h"

namespace vina {
namespace {

using ::testing::AllOf;
using testing::call_to;
using testing::conduct;
using testing::error_of;
using ::testing::HasSubstr;
using testing::in_order;
using testing::judge_by_status;
using testing::LoopbackServer;
using ::testing::MatchesRegex;
using testing::RawConnection;
using testing::RawServer;

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

}  // namespace
}  // namespace vina
