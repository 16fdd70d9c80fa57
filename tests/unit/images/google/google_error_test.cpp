// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
//
// Every row of the vendor's table of errors, and what else may stand in its place.
#include "images/google/google_error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "images/google/google_answer.h"
#include "unit/images/google/wire_fixtures.h"

namespace vina {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;
using testing::answer_of;
using ::testing::HasSubstr;
using testing::kModel;
using ::testing::Not;
using testing::wire_fixture;

json envelope(int code, const std::string& status, const std::string& message, const std::vector<json>& details = {}) {
  return {{"error", {{"code", code}, {"status", status}, {"message", message}, {"details", details}}}};
}

json error_info(const std::string& reason) {
  return {{"@type", "type.googleapis.com/google.rpc.ErrorInfo"}, {"reason", reason}, {"domain", "googleapis.com"}};
}

json retry_info(const json& delay) {
  return {{"@type", "type.googleapis.com/google.rpc.RetryInfo"}, {"retryDelay", delay}};
}

json quota_failure(const std::string& id, const std::string& value) {
  return {{"@type", "type.googleapis.com/google.rpc.QuotaFailure"},
          {"violations", {{{"quotaId", id}, {"quotaValue", value}}}}};
}

Verdict judge(const HttpResponse& answer) {
  return judge_google_error(answer, kModel);
}

void expect_failure(const Verdict& verdict, ErrorKind kind, const std::string& words) {
  EXPECT_EQ(verdict.kind, Verdict::Kind::kFail) << verdict.message;
  EXPECT_EQ(verdict.error, kind) << verdict.message;
  EXPECT_THAT(verdict.message, HasSubstr(words));
  EXPECT_THAT(verdict.message, HasSubstr("; ")) << "names no cure";
  EXPECT_THAT(verdict.message, Not(HasSubstr("\n")));
}

void expect_retry(const Verdict& verdict, ErrorKind kind) {
  EXPECT_EQ(verdict.kind, Verdict::Kind::kRetry) << verdict.message;
  EXPECT_EQ(verdict.error, kind) << verdict.message;
  EXPECT_THAT(verdict.message, HasSubstr("; ")) << "names no cure";
}

TEST(GoogleError, TellsAWrongKeyFromAWrongRequest) {
  expect_failure(judge(answer_of(400, wire_fixture("gemini_err_400_key"))), ErrorKind::kProviderRejected,
                 "Google does not accept the API key ('API key not valid. Please pass a valid API key.'); check "
                 "GOOGLE_AI_API_KEY");
  expect_failure(judge(answer_of(400, envelope(400, "INVALID_ARGUMENT", "API key expired. Please renew the API key.",
                                               {error_info("API_KEY_INVALID")}))),
                 ErrorKind::kProviderRejected, "does not accept the API key");
  expect_failure(judge(answer_of(400, envelope(400, "INVALID_ARGUMENT", "Unknown name \"imageSise\""))),
                 ErrorKind::kProviderRejected, "check VINA_IMAGE_MODEL and the image size");
}

TEST(GoogleError, KnowsAWrongKeyByItsWordsAlone) {
  expect_failure(judge(answer_of(400, envelope(400, "INVALID_ARGUMENT", "API key not valid."))),
                 ErrorKind::kProviderRejected, "GOOGLE_AI_API_KEY");
}

TEST(GoogleError, NamesBillingWhereTheProjectIsNotServed) {
  expect_failure(
      judge(answer_of(400, envelope(400, "FAILED_PRECONDITION", "User location is not supported for the API use."))),
      ErrorKind::kProviderRejected, "turn billing on");
}

TEST(GoogleError, DoesNotRepeatWithBrokenCredentials) {
  expect_failure(judge(answer_of(401, envelope(401, "UNAUTHENTICATED", "Invalid token"))), ErrorKind::kProviderRejected,
                 "GOOGLE_AI_API_KEY");
}

TEST(GoogleError, TellsWhatIsWrongWithAPermission) {
  struct Case {
    json body;
    std::string words;
  };
  const std::vector<Case> cases{
      {envelope(403, "PERMISSION_DENIED",
                "Method doesn't allow unregistered callers (callers without established identity)."),
       "was sent no API key"},
      {envelope(403, "PERMISSION_DENIED",
                "Generative Language API has not been used in project 1 before or it is "
                "disabled.",
                {error_info("SERVICE_DISABLED")}),
       "enable the Generative Language API"},
      {envelope(403, "PERMISSION_DENIED", "Requests to this API are blocked.", {error_info("API_KEY_SERVICE_BLOCKED")}),
       "lift the key's restrictions"},
      {envelope(403, "PERMISSION_DENIED", "Your API key was reported as leaked. Please use another API key."),
       "make a new key"},
      {envelope(403, "PERMISSION_DENIED", "The caller does not have permission"), "check the rights"},
  };
  for (const Case& entry : cases) {
    expect_failure(judge(answer_of(403, entry.body)), ErrorKind::kProviderRejected, entry.words);
  }
}

TEST(GoogleError, NamesTheSuccessorOfARetiredModel) {
  const Verdict verdict =
      judge_google_error(answer_of(404, wire_fixture("gemini_err_404_retired")), "imagen-4.0-generate-001");
  expect_failure(verdict, ErrorKind::kProviderRejected, "has switched the model imagen-4.0-generate-001 off");
  EXPECT_THAT(verdict.message, HasSubstr("set VINA_IMAGE_MODEL to gemini-nano-banana-2.1"));
}

TEST(GoogleError, TellsAnUnknownModelFromARetiredOne) {
  const Verdict verdict = judge_google_error(
      answer_of(404, envelope(404, "NOT_FOUND",
                              "models/nano is not found for API version v1beta, or is not supported for "
                              "generateContent. Call ListModels to see the list of available models.")),
      "nano");
  expect_failure(verdict, ErrorKind::kProviderRejected, "does not know the model nano");
  EXPECT_THAT(verdict.message, Not(HasSubstr("switched")));
}

TEST(GoogleError, WaitsAsLongAsAQuotaOfAMinuteAsks) {
  const Verdict verdict = judge(answer_of(429, wire_fixture("gemini_err_429_minute")));
  expect_retry(verdict, ErrorKind::kRateLimited);
  EXPECT_TRUE(verdict.slow_down) << "all requests to Google pause";
  EXPECT_EQ(verdict.hint, milliseconds{41'000});
  EXPECT_THAT(verdict.message, HasSubstr("try again in 41 s"));
}

TEST(GoogleError, StopsForTodayAtAQuotaOfADay) {
  const Verdict verdict = judge(answer_of(429, wire_fixture("gemini_err_429_day")));
  expect_failure(verdict, ErrorKind::kRateLimited, "quota for today is used up");
  EXPECT_EQ(verdict.hint, milliseconds{6'776'000});
  EXPECT_THAT(verdict.message, HasSubstr("in 1 h 53 min"));
}

TEST(GoogleError, StopsForTodayWhereBothQuotasAreUsedUp) {
  const json body =
      envelope(429, "RESOURCE_EXHAUSTED", "Quota exceeded.",
               {quota_failure("GenerateRequestsPerMinutePerProjectPerModel", "10"),
                quota_failure("GenerateRequestsPerDayPerProjectPerModel-Tier1", "250"), retry_info("12s")});
  expect_failure(judge(answer_of(429, body)), ErrorKind::kRateLimited, "for today");
}

TEST(GoogleError, WaitsWhereNoQuotaIsNamed) {
  const Verdict verdict = judge(answer_of(429, envelope(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted.")));
  expect_retry(verdict, ErrorKind::kRateLimited);
  EXPECT_TRUE(verdict.slow_down);
  EXPECT_EQ(verdict.hint, std::nullopt);
}

TEST(GoogleError, NamesBillingWhereTheLimitIsZero) {
  expect_failure(judge(answer_of(429, envelope(429, "RESOURCE_EXHAUSTED",
                                               "Quota exceeded for metric: generate_requests, limit: 0, model: x. "
                                               "Please retry in 20s.",
                                               {retry_info("20s")}))),
                 ErrorKind::kProviderRejected, "turn billing on");
  expect_failure(judge(answer_of(429, envelope(429, "RESOURCE_EXHAUSTED", "Quota exceeded.",
                                               {quota_failure("GenerateRequestsPerDay-FreeTier", "0")}))),
                 ErrorKind::kProviderRejected, "turn billing on");
}

TEST(GoogleError, TakesALimitThatOnlyBeginsWithZeroForOne) {
  for (const char* words : {"Quota exceeded, limit: 05.", "Quota exceeded, limit: 0.5 a second"}) {
    expect_retry(judge(answer_of(429, envelope(429, "RESOURCE_EXHAUSTED", words))), ErrorKind::kRateLimited);
  }
  for (const char* words : {"Quota exceeded, limit: 0", "limit: 10, limit: 0."}) {
    expect_failure(judge(answer_of(429, envelope(429, "RESOURCE_EXHAUSTED", words))), ErrorKind::kProviderRejected,
                   "billing");
  }
}

TEST(GoogleError, RepeatsWhatGooglesOwnClientsRepeat) {
  for (const int status : {408, 500, 502, 503, 504}) {
    const Verdict verdict = judge(answer_of(status, envelope(status, "UNAVAILABLE", "later")));
    expect_retry(verdict, ErrorKind::kProviderUnavailable);
    EXPECT_FALSE(verdict.slow_down);
  }
  expect_retry(judge(answer_of(503, wire_fixture("gemini_err_503"))), ErrorKind::kProviderUnavailable);
}

TEST(GoogleError, RepeatsNothingElse) {
  for (const int status : {201, 204, 302, 402, 405, 409, 413, 418, 422, 499, 501, 505, 599}) {
    const Verdict with_envelope = judge(answer_of(status, envelope(status, "CANCELLED", "no")));
    EXPECT_EQ(with_envelope.kind, Verdict::Kind::kFail) << status;
    EXPECT_EQ(judge(answer_of(status, std::string{"<html>"})).kind, Verdict::Kind::kFail) << status;
  }
}

TEST(GoogleError, HeedsTheDelayOfAnyError) {
  EXPECT_EQ(judge(answer_of(503, envelope(503, "UNAVAILABLE", "later", {retry_info("0.5s")}))).hint, milliseconds{500});
}

TEST(GoogleError, HeedsTheHeaderWhereTheBodyNamesNoDelay) {
  HttpResponse answer = answer_of(503, wire_fixture("gemini_err_503"));
  answer.headers.push_back({"retry-after", "7"});
  EXPECT_EQ(judge(answer).hint, milliseconds{7'000});
  answer = answer_of(429, wire_fixture("gemini_err_429_minute"));
  answer.headers.push_back({"Retry-After", "7"});
  EXPECT_EQ(judge(answer).hint, milliseconds{41'000});
}

TEST(GoogleError, OpensAListOfOne) {
  const json list = json::array({testing::wire_json("gemini_err_429_minute")});
  EXPECT_EQ(judge(answer_of(429, list)).hint, milliseconds{41'000});
}

TEST(GoogleError, SaysThatAProxySpeaksWhereGoogleDoesNot) {
  const std::string page = "\r\n <!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>";
  const Verdict verdict = judge(answer_of(502, page));
  expect_retry(verdict, ErrorKind::kProviderUnavailable);
  EXPECT_THAT(verdict.message, HasSubstr("an HTML page, perhaps of a proxy"));
  EXPECT_THAT(verdict.message, Not(HasSubstr("<")));
  expect_failure(judge(answer_of(403, page)), ErrorKind::kProviderUnavailable, "check the proxy");
  expect_failure(judge(answer_of(404, page)), ErrorKind::kInvalidOption, "check VINA_GOOGLE_BASE_URL");
}

TEST(GoogleError, QuotesPlainTextAndSaysWhereThereIsNone) {
  EXPECT_THAT(judge(answer_of(503, std::string{"upstream connect error\n"})).message,
              HasSubstr("'upstream connect error'"));
  EXPECT_THAT(judge(answer_of(503, std::string{})).message, HasSubstr("an empty answer"));
}

TEST(GoogleError, ShortensWhatTheVendorSaysToOneLine) {
  const std::string words = "first\nsecond\t\t third " + std::string(500, 'x');
  const Verdict verdict = judge(answer_of(400, envelope(400, "INVALID_ARGUMENT", words)));
  EXPECT_THAT(verdict.message, HasSubstr("'first second third xxx"));
  EXPECT_THAT(verdict.message, HasSubstr("…'"));
  EXPECT_LT(verdict.message.size(), 400U);
  EXPECT_THAT(judge(answer_of(503, std::string(300, '\xff'))).message, HasSubstr("'????"));
}

TEST(GoogleError, CopesWithMembersOfTheWrongType) {
  const std::vector<json> bodies{
      {{"error", nullptr}},
      {{"error", "down"}},
      {{"error", json::array()}},
      {{"error", {{"message", 5}, {"status", {}}, {"details", "x"}}}},
      {{"error", {{"details", {nullptr, 5, "x", json::array(), {{"@type", 5}}, quota_failure("x", "y")}}}}},
      {{"error",
        {{"details", {{{"@type", "google.rpc.QuotaFailure"}, {"violations", {5, nullptr, json::object()}}}}}}}},
      {{"error", {{"details", {retry_info(41), retry_info("soon"), retry_info("-3s")}}}}},
      json::array(),
      json::array({1, 2}),
      5,
      nullptr,
  };
  for (const json& body : bodies) {
    for (const int status : {400, 403, 404, 429, 503}) {
      EXPECT_NE(judge(answer_of(status, body)).kind, Verdict::Kind::kDone) << body.dump();
    }
  }
}

TEST(GoogleError, ReadsAnErrorThatCameAsASuccess) {
  const Verdict verdict =
      read_google_answer(answer_of(200, testing::wire_json("gemini_err_429_minute")), kModel).verdict;
  expect_retry(verdict, ErrorKind::kRateLimited);
  EXPECT_EQ(verdict.hint, milliseconds{41'000});
}

TEST(ProtobufDuration, IsSecondsWithAnS) {
  EXPECT_EQ(read_protobuf_duration("41s"), milliseconds{41'000});
  EXPECT_EQ(read_protobuf_duration("6776s"), milliseconds{6'776'000});
  EXPECT_EQ(read_protobuf_duration("0.5s"), milliseconds{500});
  EXPECT_EQ(read_protobuf_duration("0s"), milliseconds{0});
  EXPECT_EQ(read_protobuf_duration("1.000000001s"), milliseconds{1'001}) << "rounded up";
  EXPECT_EQ(read_protobuf_duration("99999999999999999999s"), std::chrono::hours{24 * 365});
  for (const char* text : {"", "s", "41", "-1s", "+1s", "1.s2", ".5s", "1e3s", " 1s", "1h2s", "1.0000000001s"}) {
    EXPECT_EQ(read_protobuf_duration(text), std::nullopt) << text;
  }
}

TEST(Successor, IsTheOtherModelTheMessageNames) {
  EXPECT_EQ(successor_of("a-1", "This model models/a-1 is no longer available. Please use models/b-2.0."), "b-2.0");
  EXPECT_EQ(successor_of("a-1", "This model is no longer available."), "gemini-nano-banana-2.1");
  EXPECT_EQ(successor_of("gemini-nano-banana-2.1", "models/gemini-nano-banana-2.1 is no longer available."),
            std::nullopt);
}

}  // namespace
}  // namespace vina
