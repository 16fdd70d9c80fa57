// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/elevenlabs_verdict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include <fmt/format.h>

#include "support/file_content.h"

namespace vina {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::chrono::system_clock::time_point kNow{std::chrono::seconds{1'795'000'000}};

std::string fixture(const std::string& name) {
  return testing::content_of(std::filesystem::path{VINA_SOURCE_DIR} / "tests/fixtures/wire" / name);
}

Verdict judge(int status, const std::string& body, std::vector<HttpHeader> headers = {}) {
  return judge_elevenlabs(HttpResponse{status, std::move(headers), body}, kNow);
}

struct Row {
  int status;
  const char* code;
  Verdict::Kind kind;
  ErrorKind error;
  bool slow_down = false;
};

constexpr auto kFail = Verdict::Kind::kFail;
constexpr auto kRetry = Verdict::Kind::kRetry;

/// Every row of the service's error table.
const Row kRows[] = {
    {400, "text_too_long", kFail, ErrorKind::kProviderRefused},
    {400, "max_character_limit_exceeded", kFail, ErrorKind::kProviderRefused},
    {400, "empty_text", kFail, ErrorKind::kProviderRefused},
    {400, "text_too_short", kFail, ErrorKind::kProviderRefused},
    {400, "invalid_text", kFail, ErrorKind::kProviderRefused},
    {400, "invalid_voice_settings", kFail, ErrorKind::kInvalidOption},
    {400, "invalid_ttd_stability", kFail, ErrorKind::kInvalidOption},
    {400, "invalid_output_format", kFail, ErrorKind::kInvalidOption},
    {400, "unsupported_model", kFail, ErrorKind::kInvalidOption},
    {400, "invalid_parameters", kFail, ErrorKind::kInvalidOption},
    {400, "missing_required_field", kFail, ErrorKind::kInvalidOption},
    {400, "malformed_json", kFail, ErrorKind::kInvalidOption},
    {400, "invalid_voice_id", kFail, ErrorKind::kInvalidOption},
    {401, "invalid_api_key", kFail, ErrorKind::kProviderRejected},
    {401, "missing_api_key", kFail, ErrorKind::kProviderRejected},
    {401, "missing_permissions", kFail, ErrorKind::kProviderRejected},
    {401, "detected_unusual_activity", kFail, ErrorKind::kProviderRejected},
    {401, "quota_exceeded", kFail, ErrorKind::kProviderRejected},
    {402, "quota_exceeded", kFail, ErrorKind::kProviderRejected},
    {402, "insufficient_credits", kFail, ErrorKind::kProviderRejected},
    {402, "paid_plan_required", kFail, ErrorKind::kNotInPlan},
    {402, "subscription_required", kFail, ErrorKind::kNotInPlan},
    {403, "feature_not_available", kFail, ErrorKind::kNotInPlan},
    {403, "voice_access_denied", kFail, ErrorKind::kNotInPlan},
    {403, "model_access_denied", kFail, ErrorKind::kNotInPlan},
    {403, "insufficient_permissions", kFail, ErrorKind::kProviderRejected},
    {403, "only_for_creator+", kFail, ErrorKind::kNotInPlan},
    {404, "voice_not_found", kFail, ErrorKind::kInvalidOption},
    {400, "voice_not_found", kFail, ErrorKind::kInvalidOption},
    {404, "model_not_found", kFail, ErrorKind::kInvalidOption},
    {400, "model_not_found", kFail, ErrorKind::kInvalidOption},
    {404, "Not Found", kFail, ErrorKind::kInvalidOption},
    {405, "Method Not Allowed", kFail, ErrorKind::kInvalidOption},
    {409, "already_running", kRetry, ErrorKind::kProviderUnavailable},
    {409, "concurrent_modification", kRetry, ErrorKind::kProviderUnavailable},
    {413, "request_too_large", kFail, ErrorKind::kProviderRefused},
    {400, "request_too_large", kFail, ErrorKind::kProviderRefused},
    {422, "less_than_equal", kFail, ErrorKind::kInvalidOption},
    {425, "", kRetry, ErrorKind::kProviderUnavailable},
    {429, "too_many_concurrent_requests", kRetry, ErrorKind::kRateLimited, true},
    {429, "concurrent_limit_exceeded", kRetry, ErrorKind::kRateLimited, true},
    {429, "rate_limit_exceeded", kRetry, ErrorKind::kRateLimited, true},
    {429, "system_busy", kRetry, ErrorKind::kRateLimited, true},
    {429, "", kRetry, ErrorKind::kRateLimited, true},
    {500, "internal_error", kRetry, ErrorKind::kProviderUnavailable},
    {502, "", kRetry, ErrorKind::kProviderUnavailable},
    {504, "", kRetry, ErrorKind::kProviderUnavailable},
    {503, "service_unavailable", kRetry, ErrorKind::kProviderUnavailable},
    {503, "maintenance", kRetry, ErrorKind::kProviderUnavailable},
    {418, "teapot", kFail, ErrorKind::kProviderUnavailable},
    {302, "", kFail, ErrorKind::kProviderUnavailable},
};

TEST(ElevenLabsVerdict, KnowsEveryRowOfTheErrorTableInEveryShape) {
  for (const Row& row : kRows) {
    const std::string bodies[] = {
        fmt::format(R"({{"detail": {{"type": "x", "code": "{0}", "status": "other", "message": "Said {0}."}}}})",
                    row.code),
        fmt::format(R"({{"detail": {{"status": "{0}", "message": "Said {0}."}}}})", row.code),
        fmt::format(R"({{"detail": [{{"loc": ["body", "text"], "msg": "Said {0}.", "type": "{0}"}}]}})", row.code),
        fmt::format(R"({{"detail": "{0}"}})", row.code),
    };
    for (const std::string& body : bodies) {
      const Verdict verdict = judge(row.status, body);
      EXPECT_EQ(verdict.kind, row.kind) << row.status << " " << body;
      EXPECT_EQ(verdict.error, row.error) << row.status << " " << body;
      EXPECT_EQ(verdict.slow_down, row.slow_down) << row.status << " " << body;
      EXPECT_THAT(verdict.message, HasSubstr(row.code)) << body;
      EXPECT_THAT(verdict.message, HasSubstr(fmt::format("HTTP {}", row.status))) << body;
      EXPECT_THAT(verdict.message, Not(HasSubstr("\n")));
    }
  }
}

TEST(ElevenLabsVerdict, TakesAPageThatIsNotThereForAWrongAddress) {
  for (const char* body : {"<html><h1>404 Not Found</h1></html>", "", R"({"detail": "Not Found"})"}) {
    const Verdict verdict = judge(404, body);
    EXPECT_EQ(verdict.kind, kFail) << body;
    EXPECT_EQ(verdict.error, ErrorKind::kInvalidOption) << body;
    EXPECT_THAT(verdict.message, HasSubstr("check VINA_ELEVENLABS_BASE_URL")) << body;
  }
}

TEST(ElevenLabsVerdict, NamesTheSettingThatSendsFewerAtOnce) {
  for (const char* code : {"too_many_concurrent_requests", "concurrent_limit_exceeded", "rate_limit_exceeded"}) {
    EXPECT_THAT(judge(429, fmt::format(R"({{"detail": {{"status": "{}"}}}})", code)).message,
                HasSubstr("lower VIDEO_PARALLEL_AUDIO"));
  }
  EXPECT_THAT(judge(429, R"({"detail": {"status": "system_busy"}})").message, Not(HasSubstr("VIDEO_PARALLEL_AUDIO")));
}

TEST(ElevenLabsVerdict, ReadsTheFourShapesAsTheyWereRecorded) {
  EXPECT_EQ(read_elevenlabs_fault(fixture("eleven_err_current.json")).code, "concurrent_limit_exceeded");
  EXPECT_EQ(read_elevenlabs_fault(fixture("eleven_err_legacy.json")).code, "quota_exceeded");
  const ElevenLabsFault invalid = read_elevenlabs_fault(fixture("eleven_err_422.json"));
  EXPECT_EQ(invalid.code, "less_than_equal");
  EXPECT_EQ(invalid.message, "voice_settings.stability: Input should be less than or equal to 1");
  EXPECT_EQ(read_elevenlabs_fault(fixture("eleven_err_string.json")).message, "Not Found");
}

TEST(ElevenLabsVerdict, TellsAnEmptyAccountFromAWrongKey) {
  const Verdict empty = judge(401, fixture("eleven_err_legacy.json"));
  EXPECT_EQ(empty.error, ErrorKind::kProviderRejected);
  EXPECT_THAT(empty.message, HasSubstr("You have 12 credits remaining, while 90 credits are required"));
  EXPECT_THAT(empty.message, HasSubstr("the key itself is good"));
  EXPECT_THAT(empty.message, Not(HasSubstr("ELEVENLABS_API_KEY")));
  const Verdict wrong = judge(401, R"({"detail": {"status": "invalid_api_key", "message": "Invalid API key"}})");
  EXPECT_THAT(wrong.message, HasSubstr("ELEVENLABS_API_KEY"));
}

TEST(ElevenLabsVerdict, SlowsEverybodyDownWhenThereAreTooMany) {
  const Verdict verdict = judge(429, fixture("eleven_err_current.json"), {{"Maximum-Concurrent-Requests", "5"}});
  EXPECT_TRUE(verdict.slow_down);
  EXPECT_EQ(verdict.most_in_flight, 5);
  EXPECT_EQ(verdict.error, ErrorKind::kRateLimited);
}

TEST(ElevenLabsVerdict, HeedsThePlansLimitAlsoInAGoodAnswer) {
  EXPECT_EQ(judge(200, "{}", {{"maximum-concurrent-requests", "2"}}).most_in_flight, 2);
  EXPECT_EQ(judge(200, "{}", {{"maximum-concurrent-requests", "0"}}).most_in_flight, std::nullopt);
  EXPECT_EQ(judge(200, "{}", {{"maximum-concurrent-requests", "many"}}).most_in_flight, std::nullopt);
  EXPECT_EQ(judge(200, "{}").most_in_flight, std::nullopt);
  EXPECT_EQ(judge(200, "{}").kind, Verdict::Kind::kDone);
}

TEST(ElevenLabsVerdict, HeedsAPauseOnlyWhereARepeatHelps) {
  EXPECT_EQ(judge(503, "", {{"Retry-After", "7"}}).hint, std::chrono::milliseconds{7'000});
  EXPECT_EQ(judge(429, "", {{"retry-after-ms", "250"}}).hint, std::chrono::milliseconds{250});
  EXPECT_EQ(judge(401, "", {{"Retry-After", "7"}}).hint, std::nullopt);
  EXPECT_EQ(judge(500, "").hint, std::nullopt);
}

TEST(ElevenLabsVerdict, KnowsWhatMayHaveBeenBilled) {
  for (const int status : {500, 502, 504}) EXPECT_TRUE(judge(status, "").may_be_charged) << status;
  for (const int status : {200, 400, 401, 404, 409, 422, 425, 429, 503}) {
    EXPECT_FALSE(judge(status, "").may_be_charged) << status;
  }
}

TEST(ElevenLabsVerdict, MakesOneLineOfWhateverComes) {
  const std::string long_text(5'000, 'x');
  for (const std::string& body :
       {std::string{"<html>\n<h1>502 Bad Gateway</h1>"}, std::string{}, std::string{"\xFF\xFE"}, std::string{"[]"},
        std::string{"null"}, std::string{R"({"detail": null})"}, std::string{R"({"detail": []})"},
        std::string{R"({"detail": [1, 2]})"}, std::string{R"({"detail": {"message": 5, "code": []}})"},
        std::string{R"({"detail": {"message": "two\nlines\t\u0007"}})"}, R"({"detail": ")" + long_text + R"("})",
        R"({"detail": [{"loc": [null, 3, {}], "msg": 1, "type": "t"}]})" + std::string{}}) {
    const Verdict verdict = judge(400, body);
    EXPECT_EQ(verdict.kind, Verdict::Kind::kFail) << body;
    EXPECT_THAT(verdict.message, Not(HasSubstr("\n"))) << body;
    EXPECT_LT(verdict.message.size(), 500U) << body;
    EXPECT_THAT(verdict.message, HasSubstr("HTTP 400")) << body;
  }
}

}  // namespace
}  // namespace vina
