// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
//
// Every value of finishReason and blockReason, and every shape a success can have.
#include "images/google/google_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/images/google/wire_fixtures.h"

namespace vina {
namespace {

using nlohmann::json;
using testing::answer_of;
using ::testing::HasSubstr;
using testing::kModel;
using testing::wire_fixture;
using testing::wire_json;

constexpr const char* kImagen = "imagen-4.0-generate-001";

GoogleAnswer read(const json& body) {
  return read_google_answer(answer_of(200, body), kModel);
}

json picture_part(const std::string& base64, const std::string& type = "image/png") {
  return {{"inlineData", {{"mimeType", type}, {"data", base64}}}};
}

json with_parts(const std::vector<json>& parts, const std::string& reason = "STOP") {
  return {{"candidates", {{{"content", {{"role", "model"}, {"parts", parts}}}, {"finishReason", reason}}}}};
}

json ended(const std::string& reason) {
  return {{"candidates", {{{"finishReason", reason}, {"index", 0}}}}};
}

std::string picture_of(const json& body) {
  const GoogleAnswer answer = read(body);
  EXPECT_EQ(answer.verdict.kind, Verdict::Kind::kDone) << answer.verdict.message;
  return answer.picture ? answer.picture->content : "(none)";
}

void expect_refusal(const GoogleAnswer& answer, const std::string& words) {
  EXPECT_EQ(answer.verdict.kind, Verdict::Kind::kFail) << answer.verdict.message;
  EXPECT_EQ(answer.verdict.error, ErrorKind::kProviderRefused);
  EXPECT_THAT(answer.verdict.message, HasSubstr(words));
  EXPECT_THAT(answer.verdict.message, HasSubstr("; ")) << "names no cure";
  EXPECT_FALSE(answer.picture);
  EXPECT_FALSE(answer.is_unreadable);
}

void expect_retry(const GoogleAnswer& answer, ErrorKind kind) {
  EXPECT_EQ(answer.verdict.kind, Verdict::Kind::kRetry) << answer.verdict.message;
  EXPECT_EQ(answer.verdict.error, kind) << answer.verdict.message;
  EXPECT_EQ(answer.verdict.most_attempts, 3) << "once or twice more";
  EXPECT_FALSE(answer.is_unreadable);
}

TEST(GoogleAnswer, IsNotReadWhereItIsNestedWithoutEnd) {
  std::string body = wire_fixture("gemini_ok");
  body.insert(body.rfind('}'), R"(,"x":)" + std::string(70, '[') + std::string(70, ']'));
  EXPECT_TRUE(read_google_answer(answer_of(200, body), kModel).is_unreadable);
}

TEST(GoogleAnswer, HoldsThePictureItsUsageAndWhoMadeIt) {
  const GoogleAnswer answer = read_google_answer(answer_of(200, wire_fixture("gemini_ok")), kModel);
  ASSERT_EQ(answer.verdict.kind, Verdict::Kind::kDone) << answer.verdict.message;
  ASSERT_TRUE(answer.picture);
  EXPECT_EQ(answer.picture->content.substr(0, 8), "\x89PNG\r\n\x1a\n");
  EXPECT_EQ(answer.picture->content.size(), 70U);
  ASSERT_TRUE(answer.picture->usage);
  EXPECT_EQ(answer.picture->usage->prompt, 21);
  EXPECT_EQ(answer.picture->usage->text, 133) << "thoughts are billed as text";
  EXPECT_EQ(answer.picture->usage->picture, 1120);
  const json details = json::parse(answer.picture->details);
  EXPECT_EQ(details["modelVersion"], "gemini-nano-banana-2.1");
  EXPECT_EQ(details["responseId"], "r-0001");
  EXPECT_EQ(details["usageMetadata"]["thoughtsTokenCount"], 133);
}

TEST(GoogleAnswer, PassesOverDraftsAndTakesTheLastPicture) {
  json draft = picture_part("ZHJhZnQ=");
  draft["thought"] = true;
  EXPECT_EQ(picture_of(with_parts({draft, picture_part("b25l"), picture_part("dHdv"), {{"text", "Here."}}})), "two");
  EXPECT_EQ(picture_of(with_parts({picture_part("b25l"), draft})), "one") << "a draft at the end";
  expect_retry(read(with_parts({draft})), ErrorKind::kProviderRefused);
}

TEST(GoogleAnswer, LooksIntoAllCandidates) {
  json body = with_parts({picture_part("b25l")});
  body["candidates"].push_back({{"finishReason", "IMAGE_OTHER"}});
  EXPECT_EQ(picture_of(body), "one");
}

TEST(GoogleAnswer, PassesOverWhatIsNoPicture) {
  expect_retry(read(with_parts({picture_part("b25l", "audio/wav"),
                                picture_part("", "image/png"),
                                {{"inlineData", {{"data", "b25l"}}}},
                                {{"inlineData", nullptr}}})),
               ErrorKind::kProviderRefused);
}

TEST(GoogleAnswer, ReadsBothAlphabetsOfBase64) {
  EXPECT_EQ(picture_of(with_parts({picture_part("+/+/")})), "\xfb\xff\xbf");
  EXPECT_EQ(picture_of(with_parts({picture_part("-_-_")})), "\xfb\xff\xbf");
  EXPECT_EQ(picture_of(with_parts({picture_part("b25lcw")})), "ones") << "without padding";
}

TEST(GoogleAnswer, TakesAPictureWhateverTheReason) {
  EXPECT_EQ(picture_of(with_parts({picture_part("b25l")}, "MAX_TOKENS")), "one");
  EXPECT_EQ(picture_of(with_parts({picture_part("b25l")}, "SOMETHING_NEW")), "one");
}

TEST(GoogleAnswer, RepeatsWhereThereIsNoPictureWithoutARefusal) {
  for (const char* reason : {"STOP", "NO_IMAGE"}) expect_retry(read(ended(reason)), ErrorKind::kProviderRefused);
  for (const char* reason : {"IMAGE_OTHER", "OTHER", "MALFORMED_RESPONSE", "FINISH_REASON_UNSPECIFIED"}) {
    expect_retry(read(ended(reason)), ErrorKind::kProviderUnavailable);
  }
}

TEST(GoogleAnswer, RepeatsForAReasonThatNobodyKnowsYet) {
  expect_retry(read(ended("SOMETHING_NEW")), ErrorKind::kProviderUnavailable);
  EXPECT_THAT(read(ended("SOMETHING_NEW")).verdict.message, HasSubstr("SOMETHING_NEW"));
}

TEST(GoogleAnswer, NeverRepeatsAfterARefusal) {
  for (const char* reason : {"SAFETY", "IMAGE_SAFETY", "PROHIBITED_CONTENT", "IMAGE_PROHIBITED_CONTENT", "BLOCKLIST",
                             "SPII", "RECITATION", "IMAGE_RECITATION"}) {
    expect_refusal(read(ended(reason)), reason);
    EXPECT_THAT(read(ended(reason)).verdict.message, HasSubstr("change the figure's image_prompt"));
  }
}

TEST(GoogleAnswer, NeverRepeatsWhatARepeatCannotMend) {
  expect_refusal(read(ended("MAX_TOKENS")), "shorten the figure's image_prompt");
  for (const char* reason : {"LANGUAGE", "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS",
                             "MISSING_THOUGHT_SIGNATURE", "ESCALATION"}) {
    expect_refusal(read(ended(reason)), reason);
  }
}

TEST(GoogleAnswer, QuotesWhyThePictureWasWithheld) {
  expect_refusal(read_google_answer(answer_of(200, wire_fixture("gemini_image_safety")), kModel),
                 "safety filter withheld the picture (IMAGE_SAFETY: 'The picture was withheld by a filter.')");
}

TEST(GoogleAnswer, QuotesWhatTheModelSaidInstead) {
  const GoogleAnswer answer = read_google_answer(answer_of(200, wire_fixture("gemini_text_only")), kModel);
  expect_retry(answer, ErrorKind::kProviderRefused);
  EXPECT_THAT(answer.verdict.message, HasSubstr("'I can describe the boat instead.'"));
}

TEST(GoogleAnswer, TellsARefusedPromptFromARefusedPicture) {
  expect_refusal(read_google_answer(answer_of(200, wire_fixture("gemini_prompt_blocked")), kModel),
                 "Google refused the prompt (PROHIBITED_CONTENT)");
  for (const char* reason : {"BLOCK_REASON_UNSPECIFIED", "SAFETY", "OTHER", "BLOCKLIST", "PROHIBITED_CONTENT",
                             "IMAGE_SAFETY", "SOMETHING_NEW"}) {
    expect_refusal(read({{"promptFeedback", {{"blockReason", reason}}}}), reason);
  }
}

TEST(GoogleAnswer, IgnoresFeedbackThatBlocksNothing) {
  json body = with_parts({picture_part("b25l")});
  body["promptFeedback"] = {{"safetyRatings", json::array()}};
  EXPECT_EQ(picture_of(body), "one");
}

TEST(GoogleAnswer, CopesWithMissingAndMisshapenMembers) {
  const std::vector<json> bodies{
      json::object(),
      {{"candidates", nullptr}},
      {{"candidates", json::array()}},
      {{"candidates", {nullptr, 5, "x"}}},
      {{"candidates", {{{"content", nullptr}}}}},
      {{"candidates", {{{"content", {{"role", "model"}}}}}}},
      {{"candidates", {{{"content", {{"parts", nullptr}}}, {"finishReason", 5}}}}},
      {{"candidates", {{{"content", {{"parts", {nullptr, 5, "x", json::array()}}}}}}}},
      {{"candidates", "x"}, {"promptFeedback", "x"}, {"usageMetadata", "x"}},
      {{"promptFeedback", {{"blockReason", 5}}}},
  };
  for (const json& body : bodies) expect_retry(read(body), ErrorKind::kProviderUnavailable);
}

TEST(GoogleAnswer, OpensAListOfOne) {
  EXPECT_EQ(picture_of(json::array({
                with_parts({picture_part("b25l")}),
            })),
            "one");
}

TEST(GoogleAnswer, CountsAnAnswerThatCannotBeReadAsLost) {
  const std::vector<std::string> bodies{"",
                                        "<html>Sign in to the network</html>",
                                        "null",
                                        "[]",
                                        "5",
                                        wire_fixture("gemini_ok").substr(0, 400),
                                        with_parts({picture_part("!!!!")}).dump(),
                                        with_parts({picture_part("b25l?")}).dump()};
  for (const std::string& body : bodies) {
    const GoogleAnswer answer = read_google_answer(answer_of(200, body), kModel);
    EXPECT_TRUE(answer.is_unreadable) << body;
    EXPECT_FALSE(answer.picture);
    EXPECT_EQ(answer.verdict.kind, Verdict::Kind::kRetry);
    EXPECT_EQ(answer.verdict.error, ErrorKind::kProviderUnavailable);
    EXPECT_THAT(answer.verdict.message, HasSubstr("; "));
  }
}

TEST(GoogleAnswer, KnowsNoUsageWhereTheAnswerDoesNotTellItAll) {
  const auto usage_of = [](const json& metadata) {
    json body = with_parts({picture_part("b25l")});
    body["usageMetadata"] = metadata;
    return read(body).picture.value().usage;
  };
  const json whole = wire_json("gemini_ok")["usageMetadata"];
  EXPECT_TRUE(usage_of(whole));
  for (const char* name : {"promptTokenCount", "candidatesTokenCount", "candidatesTokensDetails"}) {
    json part = whole;
    part.erase(name);
    EXPECT_FALSE(usage_of(part)) << name;
    part = whole;
    part[name] = -5;
    EXPECT_FALSE(usage_of(part)) << name;
  }
  json huge = whole;
  huge["promptTokenCount"] = 18446744073709551615ULL;
  EXPECT_FALSE(usage_of(huge));
  json impossible = whole;
  impossible["candidatesTokenCount"] = 5;
  EXPECT_FALSE(usage_of(impossible)) << "more for the picture than for all";
}

TEST(GoogleAnswer, KeepsOnlySmallDetails) {
  json body = with_parts({picture_part("b25l")});
  body["responseId"] = "r\n" + std::string(1000, 'x');
  body["usageMetadata"] = {{"x", std::string(10'000, 'x')}};
  const std::string details = read(body).picture.value().details;
  EXPECT_LT(details.size(), 300U);
  EXPECT_TRUE(json::accept(details));
}

TEST(GoogleAnswer, FindsThePictureOfImagen) {
  const GoogleAnswer answer = read_google_answer(answer_of(200, wire_fixture("imagen_response")), kImagen);
  ASSERT_TRUE(answer.picture) << answer.verdict.message;
  EXPECT_EQ(answer.picture->content.substr(0, 3), "\xff\xd8\xff");
  EXPECT_FALSE(answer.picture->usage);
}

TEST(GoogleAnswer, PassesOverImagensOtherElements) {
  const json attributes{{"contentType", "Positive Prompt"}, {"safetyAttributes", json::object()}};
  const json filtered{{"raiFilteredReason", "Unable to show generated images."}};
  const json picture{{"mimeType", "image/png"}, {"bytesBase64Encoded", "b25l"}};
  const auto read_all = [](const std::vector<json>& predictions) {
    return read_google_answer(answer_of(200, json{{"predictions", predictions}}), kImagen);
  };
  EXPECT_EQ(read_all({attributes, filtered, picture}).picture.value().content, "one");
  expect_refusal(read_all({filtered, attributes}), "'Unable to show generated images.'");
  expect_refusal(read_all({attributes}), "no reason given");
  expect_refusal(read_all({}), "no reason given");
  expect_refusal(read_all({json(nullptr), json(5), json("x")}), "no reason given");
  expect_refusal(read_google_answer(answer_of(200, json::object()), kImagen), "no reason given");
}

}  // namespace
}  // namespace vina
