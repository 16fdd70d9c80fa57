// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "publish/cloudinary_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/wire_fixture.h"

namespace vina {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;
using Json = nlohmann::json;
using Kind = Verdict::Kind;

HttpResponse error_answer(int status, const std::string& message) {
  return {status, {}, Json{{"error", {{"message", message}}}}.dump()};
}

struct Row {
  int status;
  const char* said;
  Kind kind;
  ErrorKind error;
  const char* cure;
};

TEST(CloudinaryAnswer, MeansWhatTheTableSays) {
  const std::vector<Row> table{
      {200, "", Kind::kDone, {}, ""},
      {302, "", Kind::kFail, ErrorKind::kProviderRejected, "VINA_CLOUDINARY_BASE_URL"},
      {400, "Invalid image file", Kind::kFail, ErrorKind::kProviderRefused, "another way"},
      {400, "Stale request - reported time is x", Kind::kRetry, ErrorKind::kProviderRejected, "clock"},
      {400, "File size too large. Got 7. Maximum is 5.", Kind::kFail, ErrorKind::kProviderRefused, "plan"},
      {401, "Invalid Signature 00.", Kind::kRetry, ErrorKind::kProviderRejected, "CLOUDINARY_API_SECRET"},
      {401, "cloud_name mismatch", Kind::kRetry, ErrorKind::kProviderRejected, "CLOUDINARY_CLOUD_NAME"},
      {403, "not allowed", Kind::kFail, ErrorKind::kProviderRejected, "console"},
      {404, "unknown cloud", Kind::kFail, ErrorKind::kProviderRejected, "CLOUDINARY_CLOUD_NAME"},
      {404, "", Kind::kFail, ErrorKind::kInvalidOption, "VINA_CLOUDINARY_BASE_URL"},
      {405, "", Kind::kFail, ErrorKind::kInvalidOption, "VINA_CLOUDINARY_BASE_URL"},
      {408, "", Kind::kRetry, ErrorKind::kProviderUnavailable, "later"},
      {409, "exists", Kind::kFail, ErrorKind::kProviderRefused, "delete"},
      {413, "", Kind::kFail, ErrorKind::kProviderRefused, "too large"},
      {418, "", Kind::kFail, ErrorKind::kProviderRefused, "another way"},
      {420, "Rate limit exceeded", Kind::kRetry, ErrorKind::kRateLimited, "wait"},
      {423, "processing", Kind::kRetry, ErrorKind::kProviderUnavailable, "later"},
      {429, "Rate limit exceeded", Kind::kRetry, ErrorKind::kRateLimited, "wait"},
      {500, "", Kind::kRetry, ErrorKind::kProviderUnavailable, "later"},
      {502, "", Kind::kRetry, ErrorKind::kProviderUnavailable, "later"},
      {503, "", Kind::kRetry, ErrorKind::kProviderUnavailable, "later"},
      {504, "", Kind::kRetry, ErrorKind::kProviderUnavailable, "later"},
  };
  for (const Row& row : table) {
    const Verdict verdict = judge_cloudinary(error_answer(row.status, row.said));
    EXPECT_EQ(verdict.kind, row.kind) << row.status;
    EXPECT_EQ(verdict.slow_down, row.status == 420 || row.status == 429) << row.status;
    if (row.kind == Kind::kDone) continue;
    EXPECT_EQ(verdict.error, row.error) << row.status;
    EXPECT_THAT(verdict.message, AllOf(HasSubstr(row.said), HasSubstr(row.cure), HasSubstr("Cloudinary")))
        << row.status;
    EXPECT_THAT(verdict.message, HasSubstr(std::to_string(row.status)));
    EXPECT_EQ(verdict.most_attempts, row.error == ErrorKind::kProviderRejected && row.kind == Kind::kRetry ? 2 : 0);
  }
}

TEST(CloudinaryAnswer, IsUnderstoodInTheVendorsOwnShapes) {
  EXPECT_THAT(judge_cloudinary({401, {}, testing::wire_fixture("cld_err_signature.json")}).message,
              HasSubstr("String to sign - 'public_id=shorts/job-42/final&timestamp=1795348800'."));
  for (const int status : {400, 401}) {
    const Verdict stale = judge_cloudinary({status, {}, testing::wire_fixture("cld_err_stale.json")});
    EXPECT_THAT(stale.message, AllOf(HasSubstr("Stale request"), HasSubstr("clock")));
    EXPECT_EQ(stale.most_attempts, 2);
  }
}

TEST(CloudinaryAnswer, FallsBackOnTheHeaderAndThenOnTheStatus) {
  const std::string html = "<html><body>413 Request Entity Too Large</body></html>";
  EXPECT_THAT(judge_cloudinary({400, {{"x-cld-error", "said in a header"}}, html}).message,
              HasSubstr("said in a header"));
  for (const char* body :
       {"", "[]", "null", "{\"error\":null}", "{\"error\":{\"message\":7}}", "{\"error\":[]}", "{", "\xff\xfe"}) {
    EXPECT_EQ(judge_cloudinary({418, {}, body}).message.find("Cloudinary answered with HTTP status 418"), 0U) << body;
  }
  EXPECT_THAT(judge_cloudinary({418, {}, R"({"error":"a bare string"})"}).message, HasSubstr("a bare string"));
}

TEST(CloudinaryAnswer, IsNotReadWhereItIsNestedWithoutEnd) {
  const std::string deep = R"({"error":{"message":"words"},"x":)" + std::string(70, '[') + std::string(70, ']') + "}";
  EXPECT_EQ(judge_cloudinary_piece({200, {}, deep}).kind, Kind::kRetry);
  EXPECT_THAT(judge_cloudinary({418, {}, deep}).message, ::testing::Not(HasSubstr("words")));
}

TEST(CloudinaryAnswer, SaysHowLongToWait) {
  EXPECT_EQ(judge_cloudinary({429, {{"Retry-After", "7"}}, ""}).hint, 7s);
  EXPECT_EQ(judge_cloudinary({503, {{"Retry-After", "7"}}, ""}).hint, 7s);
  EXPECT_EQ(judge_cloudinary({420, {{"X-FeatureRateLimit-Reset", "Tue, 04 Jul 2023 19:00:00 GMT"}}, ""}).hint, 0ms);
  EXPECT_GT(judge_cloudinary({420, {{"x-featureratelimit-reset", "Sun, 04 Jul 2100 19:00:00 GMT"}}, ""}).hint, 1h);
  EXPECT_EQ(judge_cloudinary({429, {}, ""}).hint, std::nullopt);
}

// ---------------------------------------------------------------------------------------------------- answered uploads

const CloudinaryUpload kVideo{"video", "shorts/job-42/final", 5'242'880, Secret{"abcd"}};
const CloudinaryUpload kCaptions{"raw", "shorts/job-42/captions.vtt", 412, Secret{"abcd"}};

Verdict judge_changed(const char* name, const Json& value) {
  Json answer = Json::parse(testing::wire_fixture("cld_video_ok.json"));
  answer[name] = value;
  return judge_cloudinary_upload({200, {}, answer.dump()}, kVideo);
}

TEST(CloudinaryUploadAnswer, IsTakenWhereEverythingAgrees) {
  const HttpResponse video{200, {}, testing::wire_fixture("cld_video_ok.json")};
  EXPECT_EQ(judge_cloudinary_upload(video, kVideo).kind, Kind::kDone);
  EXPECT_EQ(cloudinary_secure_url(video),
            "https://res.cloudinary.com/demo/video/upload/v1795348803/shorts/job-42/final.mp4");
  const HttpResponse captions{200, {}, testing::wire_fixture("cld_raw_ok.json")};
  EXPECT_EQ(judge_cloudinary_upload(captions, kCaptions).kind, Kind::kDone);
  EXPECT_EQ(cloudinary_secure_url(captions),
            "https://res.cloudinary.com/demo/raw/upload/v1795348805/shorts/job-42/captions.vtt");
  EXPECT_EQ(judge_changed("existing", false).kind, Kind::kDone);
  EXPECT_EQ(judge_changed("a_field_of_next_year", Json::array({1})).kind, Kind::kDone);
}

TEST(CloudinaryUploadAnswer, IsRefusedWhereAnotherAssetWasKeptOrMade) {
  for (const auto& [name, value] : {std::pair<const char*, Json>{"existing", true},
                                    {"existing", 1},
                                    {"status", "pending"},
                                    {"resource_type", "raw"},
                                    {"resource_type", nullptr},
                                    {"public_id", "shorts/job-42/final_x7"},
                                    {"version", 2},
                                    {"version", "1795348803x"},
                                    {"signature", "12b97ca8152f21eb53b065990645e05a7952e4cc"},
                                    {"signature", nullptr},
                                    {"secure_url", "http://res.cloudinary.com/x"},
                                    {"secure_url", nullptr},
                                    {"done", false}}) {
    const Verdict verdict = judge_changed(name, value);
    EXPECT_EQ(verdict.kind, Kind::kFail) << name << value;
    EXPECT_FALSE(verdict.message.empty());
  }
  const Verdict existing = judge_changed("existing", true);
  EXPECT_EQ(existing.error, ErrorKind::kProviderRejected) << "the account is to be mended, not the file";
  EXPECT_THAT(existing.message,
              AllOf(HasSubstr("kept an older"), HasSubstr("upload preset"), HasSubstr("--cloudinary-folder")));
  EXPECT_THAT(judge_changed("status", "pending").message, HasSubstr("asynchronous"));
}

TEST(CloudinaryUploadAnswer, MayNameAnHttpUrlOfThisComputerAlone) {
  Json answer = Json::parse(testing::wire_fixture("cld_video_ok.json"));
  CloudinaryUpload local = kVideo;
  local.local_base_url = "http://127.0.0.1:8080";
  for (const auto& [url, kind] : {std::pair{"http://127.0.0.1:8080/res/x.mp4", Kind::kDone},
                                  {"https://res.cloudinary.com/x.mp4", Kind::kDone},
                                  {"http://127.0.0.1:80801/x.mp4", Kind::kFail},
                                  {"http://res.cloudinary.com/x.mp4", Kind::kFail}}) {
    answer["secure_url"] = url;
    EXPECT_EQ(judge_cloudinary_upload({200, {}, answer.dump()}, local).kind, kind) << url;
  }
}

TEST(CloudinaryUploadAnswer, IsTriedOnceMoreWhereBytesAreMissing) {
  for (const Json& bytes : {Json{5'242'879}, Json{-1}, Json{"5242880"}, Json{5242880.0}, Json{nullptr}}) {
    const Verdict verdict = judge_changed("bytes", bytes);
    EXPECT_EQ(verdict.kind, Kind::kRetry) << bytes;
    EXPECT_EQ(verdict.most_attempts, 2);
  }
}

TEST(CloudinaryUploadAnswer, IsTriedAgainWhereItCannotBeRead) {
  for (const char* body : {"", "<html>", "{\"public_id\":", "[]", "7", "null"}) {
    EXPECT_EQ(judge_cloudinary_upload({200, {}, body}, kVideo).kind, Kind::kRetry) << body;
    EXPECT_EQ(judge_cloudinary_piece({200, {}, body}).kind, Kind::kRetry) << body;
    EXPECT_EQ(cloudinary_secure_url({200, {}, body}), "");
  }
  EXPECT_EQ(judge_cloudinary_upload({200, {}, "{}"}, kVideo).kind, Kind::kFail);
  EXPECT_EQ(judge_cloudinary_upload({503, {}, "{}"}, kVideo).kind, Kind::kRetry);
}

TEST(CloudinaryUploadAnswer, ToAPieceIsProgress) {
  const HttpResponse progress{200, {}, testing::wire_fixture("cld_chunk_progress.json")};
  EXPECT_EQ(judge_cloudinary_piece(progress).kind, Kind::kDone);
  EXPECT_EQ(judge_cloudinary_piece(error_answer(400, "All parts except EOF-chunk must be larger than 5mb")).kind,
            Kind::kFail);
  EXPECT_EQ(judge_cloudinary_upload(progress, kVideo).kind, Kind::kFail);  // as an answer to the last piece
}

}  // namespace
}  // namespace vina
