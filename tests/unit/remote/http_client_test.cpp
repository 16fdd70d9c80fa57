// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/http_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "support/loopback_server.h"
#include "support/raw_server.h"
#include "support/scratch_folder.h"
#include "wrap/crypto/base64.h"

namespace vina {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using testing::free_port;
using ::testing::HasSubstr;
using testing::LoopbackServer;
using ::testing::Not;
using testing::RawConnection;
using testing::RawServer;
using testing::ReceivedRequest;
using testing::Reply;
using testing::ScratchFolder;
using Clock = std::chrono::steady_clock;

HttpResponse answer_to(HttpClient& http, const HttpRequest& request) {
  auto answer = http.exchange(request, {});
  if (const auto* fault = std::get_if<TransportFault>(&answer)) {
    ADD_FAILURE() << fault->reason;
    return {};
  }
  return std::get<HttpResponse>(std::move(answer));
}

TransportFault fault_of(HttpClient& http, const HttpRequest& request) {
  auto answer = http.exchange(request, {});
  if (const auto* response = std::get_if<HttpResponse>(&answer)) {
    ADD_FAILURE() << "status " << response->status;
    return {};
  }
  return std::get<TransportFault>(std::move(answer));
}

HttpRequest get(const std::string& url) {
  HttpRequest request;
  request.url = url;
  return request;
}

HttpRequest post(const std::string& url, std::string body = "{}") {
  HttpRequest request;
  request.method = "POST";
  request.url = url;
  request.headers = {{"Content-Type", "application/json"}};
  request.body = std::move(body);
  return request;
}

TEST(HttpResponse, FindsAHeaderWithoutRegardToCase) {
  const HttpResponse response{200, {{"Content-Type", "a"}, {"content-type", "b"}}, ""};
  EXPECT_EQ(response.header("CONTENT-TYPE"), "a");
  EXPECT_EQ(response.header("Content"), std::nullopt);
}

TEST(HttpClient, SendsMethodHeadersAndBodyAndGivesEveryStatusAsAnAnswer) {
  const LoopbackServer server{[](const ReceivedRequest&) {
    return Reply{418, "short and stout", {{"X-Kind", "teapot"}}};
  }};
  HttpClient http;
  HttpRequest request = post(server.url() + "/a/b?c=d", std::string(200'000, 'x'));
  request.headers.push_back({"x-goog-api-key", "k"});
  request.headers.push_back({"X-Empty", ""});
  const HttpResponse response = answer_to(http, request);
  EXPECT_EQ(response.status, 418);
  EXPECT_EQ(response.body, "short and stout");
  EXPECT_EQ(response.header("x-kind"), "teapot");
  ASSERT_EQ(server.requests().size(), 1U);
  const ReceivedRequest seen = server.requests().front();
  EXPECT_EQ(seen.method, "POST");
  EXPECT_EQ(seen.path, "/a/b");
  EXPECT_EQ(seen.query, "c=d");
  EXPECT_EQ(seen.body, request.body);
  EXPECT_EQ(seen.header("X-Goog-Api-Key"), "k");
  EXPECT_EQ(seen.header("X-Empty"), "");
  EXPECT_EQ(seen.header("Expect"), std::nullopt);
  EXPECT_EQ(seen.header("Accept-Encoding"), "gzip");
  EXPECT_EQ(seen.header("Content-Length"), "200000");
}

TEST(HttpClient, SendsAnEmptyBodyAndOtherMethods) {
  const LoopbackServer server{[](const ReceivedRequest&) { return Reply{}; }};
  HttpClient http;
  HttpRequest request = post(server.url(), "");
  request.headers.clear();
  EXPECT_EQ(answer_to(http, request).status, 200);
  request.method = "DELETE";
  EXPECT_EQ(answer_to(http, request).status, 200);
  EXPECT_EQ(server.requests().front().header("Content-Length"), "0");
  EXPECT_EQ(server.requests().front().header("Content-Type"), std::nullopt);
  EXPECT_EQ(server.requests().back().method, "DELETE");
}

TEST(HttpClient, KeepsConnectionsOpen) {
  const LoopbackServer server{[](const ReceivedRequest&) { return Reply{}; }};
  HttpClient http;
  for (int i = 0; i < 3; ++i) answer_to(http, i == 1 ? post(server.url()) : get(server.url()));
  const auto requests = server.requests();
  EXPECT_EQ(requests[0].client_port, requests[1].client_port);
  EXPECT_EQ(requests[0].client_port, requests[2].client_port);
}

TEST(HttpClient, ServesSeveralThreadsAtOnce) {
  const LoopbackServer server{[](const ReceivedRequest& request) { return Reply{200, request.path, {}, 20ms}; }};
  HttpClient http;
  std::atomic<int> right = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&, i] {
        const std::string path = "/" + std::to_string(i);
        for (int n = 0; n < 5; ++n) right += answer_to(http, get(server.url() + path)).body == path ? 1 : 0;
      });
    }
  }
  EXPECT_EQ(right, 40);
}

TEST(HttpClient, SendsAFormWithStretchesOfAFile) {
  const LoopbackServer server{[](const ReceivedRequest&) { return Reply{}; }};
  const ScratchFolder folder;
  std::string content(300'000, '\0');
  for (std::size_t i = 0; i < content.size(); ++i) content[i] = static_cast<char>(i * 7 % 251);
  std::ofstream{folder / "a.mp4", std::ios::binary} << content;
  HttpClient http;
  HttpRequest request;
  request.method = "POST";
  request.url = server.url();
  request.headers = {{"Content-Range", "bytes 1000-200999/300000"}};
  request.form = {{.name = "public_id", .text = "a&b=\r\n\"ü"},
                  {.name = "file", .file = folder / "a.mp4", .file_name = "a.mp4", .offset = 1000, .length = 200'000}};
  answer_to(http, request);
  const auto parts = testing::form_parts(server.requests().front());
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].content, "a&b=\r\n\"ü");
  EXPECT_EQ(parts[1].file_name, "a.mp4");
  EXPECT_TRUE(parts[1].content == content.substr(1000, 200'000));
  EXPECT_EQ(server.requests().front().header("Content-Range"), "bytes 1000-200999/300000");
}

TEST(HttpClient, RefusesAFileThatIsMissingOrShrinks) {
  const ScratchFolder folder;
  const auto path = folder / "a.mp4";
  std::ofstream{path, std::ios::binary} << std::string(20'000'000, 'x');
  const RawServer server{[&](RawConnection& connection, int) {
    connection.read_some(1000);
    std::filesystem::resize_file(path, 100);
    while (!connection.read_some(1 << 20).empty()) continue;
  }};
  HttpClient http;
  HttpRequest request;
  request.method = "POST";
  request.url = server.url();
  request.form = {{.name = "file", .file = path, .file_name = "a.mp4", .length = 20'000'001}};
  const auto message_of = [&] {
    try {
      http.exchange(request, {});
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kStorage);
      return error.public_message();
    }
    return std::string{"no error"};
  };
  EXPECT_THAT(message_of(), HasSubstr("shorter"));
  EXPECT_EQ(server.connections(), 0);
  request.form[0].length = 20'000'000;
  EXPECT_THAT(message_of(), AllOf(HasSubstr("shorter"), HasSubstr(path.string())));
  EXPECT_EQ(server.connections(), 1);
  request.form[0].file = folder / "missing.mp4";
  EXPECT_THAT(message_of(), HasSubstr("missing.mp4"));
}

TEST(HttpClient, RefusesAHeaderWithALineBreak) {
  HttpClient http;
  HttpRequest request = get("http://127.0.0.1:1/");
  request.headers = {{"xi-api-key", "planted-key\n"}};
  try {
    http.exchange(request, {});
    FAIL() << "sent";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
    EXPECT_THAT(error.what(), AllOf(HasSubstr("xi-api-key"), Not(HasSubstr("planted-key"))));
  }
}

// ------------------------------------------------------------------------------------------------ what did not arrive

TEST(HttpClient, KnowsThatARefusedConnectionBroughtNothing) {
  HttpClient http;
  const int port = free_port();
  const TransportFault fault = fault_of(http, post("http://127.0.0.1:" + std::to_string(port) + "/"));
  EXPECT_FALSE(fault.may_have_arrived);
  EXPECT_TRUE(fault.worth_repeating);
  EXPECT_THAT(fault.reason, AllOf(HasSubstr("127.0.0.1 port " + std::to_string(port)), HasSubstr("refused")));
}

TEST(HttpClient, KnowsThatAnUnknownHostBroughtNothing) {
  HttpClient http;
  // A label of more than 63 characters: no resolver asks the network for it.
  const TransportFault fault = fault_of(http, post("http://" + std::string(70, 'a') + ".invalid/"));
  EXPECT_FALSE(fault.may_have_arrived);
  EXPECT_TRUE(fault.worth_repeating);
  EXPECT_THAT(fault.reason, HasSubstr("cannot find the host"));
}

TEST(HttpClient, NeverTrustsACertificateThatDoesNotVerify) {
  const LoopbackServer server{[](const ReceivedRequest&) { return Reply{}; }, LoopbackServer::Tls::kSelfSigned};
  HttpClient http;
  const TransportFault fault = fault_of(http, post(server.url()));
  EXPECT_FALSE(fault.may_have_arrived);
  EXPECT_FALSE(fault.worth_repeating);
  EXPECT_THAT(fault.reason, HasSubstr("certificate"));
  EXPECT_TRUE(server.requests().empty());
}

TEST(HttpClient, KnowsThatAFailedHandshakeBroughtNothing) {
  const RawServer server{[](RawConnection& connection, int) { connection.read_some(100); }};
  HttpClient http;
  const std::string url = "https" + server.url().substr(4);
  const TransportFault fault = fault_of(http, post(url));
  EXPECT_FALSE(fault.may_have_arrived);
  EXPECT_TRUE(fault.worth_repeating);
}

TEST(HttpClient, SpeaksHttpAlone) {
  HttpClient http;
  for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "not a url", "", "/a"}) {
    const TransportFault fault = fault_of(http, get(url));
    EXPECT_FALSE(fault.may_have_arrived) << url;
    EXPECT_FALSE(fault.worth_repeating) << url;
  }
}

// -------------------------------------------------------------------------------------------------------- lost answers

TEST(HttpClient, KnowsThatACutConnectionMayHaveBroughtTheRequest) {
  for (const bool with_reset : {false, true}) {
    const RawServer server{[&](RawConnection& connection, int) {
      connection.read_request();
      if (with_reset) connection.reset();
    }};
    HttpClient http;
    const TransportFault fault = fault_of(http, post(server.url()));
    EXPECT_TRUE(fault.may_have_arrived);
    EXPECT_TRUE(fault.worth_repeating);
    EXPECT_EQ(server.connections(), 1);
  }
}

TEST(HttpClient, TakesAnAnswerThatIsShorterThanAnnouncedForLost) {
  for (const char* answer :
       {"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this", "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nonly this\r\n", "this is no HTTP at all\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 8\r\n\r\nnot gzip"}) {
    const RawServer server{[&](RawConnection& connection, int) {
      connection.read_request();
      connection.send(answer);
    }};
    HttpClient http;
    const TransportFault fault = fault_of(http, post(server.url()));
    EXPECT_TRUE(fault.may_have_arrived) << answer;
    EXPECT_TRUE(fault.worth_repeating) << answer;
  }
}

TEST(HttpClient, NeverSendsABodyTwiceByItself) {
  std::atomic<int> received = 0;
  const RawServer server{[&](RawConnection& connection, int) {
    if (connection.read_request().empty()) return;
    ++received;
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    if (!connection.read_request().empty()) ++received;  // acted upon, but never answered
  }};
  HttpClient http;
  answer_to(http, post(server.url()));
  const TransportFault fault = fault_of(http, post(server.url()));
  EXPECT_TRUE(fault.may_have_arrived);
  EXPECT_TRUE(fault.worth_repeating);
  EXPECT_THAT(fault.reason, ::testing::MatchesRegex("127.0.0.1 port [0-9]+ closed the connection without an answer"));
  EXPECT_EQ(received, 2);
}

TEST(HttpClient, UsesANewConnectionWhereTheOldOneIsKnownToBeClosed) {
  const RawServer server{[&](RawConnection& connection, int) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  }};
  HttpClient http;
  answer_to(http, post(server.url()));
  std::this_thread::sleep_for(50ms);
  answer_to(http, post(server.url()));
  EXPECT_EQ(server.connections(), 2);
}

// ---------------------------------------------------------------------------------------------------------- deadlines

TEST(HttpClient, EndsAnExchangeThatIsSilentForTooLong) {
  const RawServer server{[](RawConnection& connection, int) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\n");
    connection.read_some(1);
  }};
  HttpClient http;
  HttpRequest request = post(server.url());
  request.deadlines.idle = 80ms;
  const auto start = Clock::now();
  const TransportFault fault = fault_of(http, request);
  EXPECT_GE(Clock::now() - start, 80ms);
  EXPECT_LT(Clock::now() - start, 5s);
  EXPECT_TRUE(fault.may_have_arrived);
  EXPECT_THAT(fault.reason, HasSubstr("silent for 80 ms"));
}

TEST(HttpClient, EndsAnExchangeThatDripsForTooLong) {
  const RawServer server{[](RawConnection& connection, int) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    while (connection.send("x")) std::this_thread::sleep_for(10ms);
  }};
  HttpClient http;
  HttpRequest request = post(server.url());
  request.deadlines.idle = 400ms;
  request.deadlines.total = 500ms;
  const auto start = Clock::now();
  const TransportFault fault = fault_of(http, request);
  EXPECT_GE(Clock::now() - start, 500ms);
  EXPECT_LT(Clock::now() - start, 5s);
  EXPECT_THAT(fault.reason, HasSubstr("did not finish within 500 ms"));
}

TEST(HttpClient, GivesUpAConnectionThatDoesNotComeAbout) {
  const RawServer server{
      [](RawConnection& connection, int) { connection.read_some(1 << 20), connection.read_some(1); }};
  HttpClient http;
  HttpRequest request = post("https" + server.url().substr(4));  // the TLS handshake is part of connecting
  request.deadlines.connect = 80ms;
  const TransportFault fault = fault_of(http, request);
  EXPECT_FALSE(fault.may_have_arrived);
  EXPECT_TRUE(fault.worth_repeating);
  EXPECT_THAT(fault.reason, HasSubstr("within 80 ms"));
}

TEST(HttpClient, WaitsForASlowAnswerThatKeepsItsDeadlines) {
  const LoopbackServer server{[](const ReceivedRequest&) { return Reply{200, "late", {}, 150ms}; }};
  HttpClient http;
  HttpRequest request = post(server.url());
  request.deadlines = {1s, 2s, 3s};
  EXPECT_EQ(answer_to(http, request).body, "late");
}

TEST(HttpClient, StopsWithinATenthOfASecond) {
  for (const bool has_answered_a_byte : {false, true}) {
    const RawServer server{[&](RawConnection& connection, int) {
      connection.read_request();
      if (has_answered_a_byte) connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nx");
      connection.read_some(1);
    }};
    HttpClient http;
    std::stop_source stop;
    Clock::time_point stopped;
    const std::jthread stopper{[&] {
      std::this_thread::sleep_for(100ms);
      stopped = Clock::now();
      stop.request_stop();
    }};
    try {
      http.exchange(post(server.url()), stop.get_token());
      FAIL() << "answered";
    } catch (const CancelledExchange& cancelled) {
      EXPECT_EQ(cancelled.kind(), ErrorKind::kCancelled);
      EXPECT_TRUE(cancelled.may_have_arrived());
    }
    EXPECT_LT(Clock::now() - stopped, 100ms);
  }
}

TEST(HttpClient, SendsNothingAfterAStopRequest) {
  const LoopbackServer server{[](const ReceivedRequest&) { return Reply{}; }};
  HttpClient http;
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(http.exchange(get(server.url()), stop.get_token()), Error);
  EXPECT_TRUE(server.requests().empty());
}

// --------------------------------------------------------------------------------------------------------------- sizes

TEST(HttpClient, RefusesALargeAnswerWhileItArrives) {
  std::atomic<std::size_t> sent = 0;
  const RawServer server{[&](RawConnection& connection, int) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    const std::string chunk = "10000\r\n" + std::string(65536, 'x') + "\r\n";
    while (connection.send(chunk)) sent += chunk.size();
  }};
  HttpClient http;
  HttpRequest request = post(server.url());
  request.largest_answer = 1'000'000;
  const TransportFault fault = fault_of(http, request);
  EXPECT_FALSE(fault.worth_repeating);
  EXPECT_TRUE(fault.may_have_arrived);
  EXPECT_THAT(fault.reason, HasSubstr("larger than 1000000 bytes"));
}

TEST(HttpClient, CountsHeadersIntoTheSize) {
  const RawServer server{[&](RawConnection& connection, int) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 1000; ++i) connection.send("X-Filler: " + std::string(90, 'x') + "\r\n");
    connection.send("Content-Length: 0\r\n\r\n");
  }};
  HttpClient http;
  HttpRequest request = post(server.url());
  request.largest_answer = 50'000;
  EXPECT_FALSE(fault_of(http, request).worth_repeating);
}

TEST(HttpClient, TakesAnAnswerOfExactlyTheLargestSize) {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";
  const RawServer server{[&](RawConnection& connection, int) {
    connection.read_request();
    connection.send(head + std::string(1000, 'x'));
  }};
  HttpClient http;
  HttpRequest request = get(server.url());
  request.largest_answer = head.size() + 1000;
  EXPECT_EQ(answer_to(http, request).body.size(), 1000U);
  --request.largest_answer;
  EXPECT_FALSE(fault_of(http, request).worth_repeating);
}

/// 1,000,000 bytes of zero: `head -c 1000000 /dev/zero | gzip -9n | base64 -w0`, whose middle is all A.
std::string gzip_bomb() {
  return crypto::base64_decode("H4sIAAAAAAACA+3BAQEAAACCIP+vbkhAAQ" + std::string(1290, 'A') + "rwaey3kSQEIPAA==")
      .value();
}

TEST(HttpClient, CountsAnAnswerAfterDecompression) {
  const LoopbackServer server{[](const ReceivedRequest&) {
    return Reply{200, gzip_bomb(), {{"Content-Encoding", "gzip"}}};
  }};
  HttpClient http;
  HttpRequest request = get(server.url());
  EXPECT_EQ(answer_to(http, request).body, std::string(1'000'000, '\0'));
  request.largest_answer = 100'000;
  EXPECT_FALSE(fault_of(http, request).worth_repeating);
}

// ----------------------------------------------------------------------------------------------------------- redirects

TEST(HttpClient, FollowsARedirectOfAGetWithItsHeadersOnTheSameServer) {
  const LoopbackServer server{[](const ReceivedRequest& request) {
    if (request.path == "/a") return Reply{302, "", {{"Location", "/b?c=d"}}};
    return Reply{200, "there"};
  }};
  HttpClient http;
  HttpRequest request = get(server.url() + "/a");
  request.headers = {{"x-goog-api-key", "k"}};
  EXPECT_EQ(answer_to(http, request).body, "there");
  EXPECT_EQ(server.requests().back().header("x-goog-api-key"), "k");
}

TEST(HttpClient, TellsAnotherServerNoKey) {
  const LoopbackServer other{[](const ReceivedRequest&) { return Reply{200, "there"}; }};
  const LoopbackServer server{[&](const ReceivedRequest&) {
    return Reply{307, "", {{"Location", other.url() + "/b"}}};
  }};
  HttpClient http;
  HttpRequest request = get(server.url() + "/a");
  request.headers = {
      {"x-goog-api-key", "planted"}, {"xi-api-key", "planted"}, {"Authorization", "planted"}, {"Accept", "a/b"}};
  EXPECT_EQ(answer_to(http, request).body, "there");
  ASSERT_EQ(other.requests().size(), 1U);
  const ReceivedRequest seen = other.requests().front();
  for (const auto& [name, value] : seen.headers) EXPECT_NE(value, "planted") << name;
  EXPECT_EQ(seen.header("Accept"), "a/b");
  EXPECT_EQ(server.requests().front().header("Authorization"), "planted");
}

TEST(HttpClient, FollowsNoRedirectOfARequestWithABody) {
  const LoopbackServer server{[](const ReceivedRequest&) { return Reply{307, "moved", {{"Location", "/b"}}}; }};
  HttpClient http;
  EXPECT_EQ(answer_to(http, post(server.url())).status, 307);
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST(HttpClient, DoesNotRunInCirclesNorLeaveHttp) {
  const LoopbackServer server{[](const ReceivedRequest& request) {
    return Reply{302, "", {{"Location", request.path == "/file" ? "file:///etc/passwd" : "/circle"}}};
  }};
  HttpClient http;
  EXPECT_FALSE(fault_of(http, get(server.url() + "/circle")).worth_repeating);
  EXPECT_EQ(server.requests().size(), 6U);
  EXPECT_FALSE(fault_of(http, get(server.url() + "/file")).worth_repeating);
}

TEST(HttpClient, IgnoresInterimAnswers) {
  const RawServer server{[](RawConnection& connection, int) {
    connection.read_request();
    connection.send(
        "HTTP/1.1 103 Early Hints\r\nX-A: early\r\n\r\nHTTP/1.1 200 OK\r\nX-A: \t final \r\n"
        "Content-Length: 2\r\n\r\nok");
  }};
  HttpClient http;
  const HttpResponse response = answer_to(http, post(server.url()));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.header("x-a"), "final");
  EXPECT_EQ(response.headers.size(), 2U);
}

}  // namespace
}  // namespace vina
