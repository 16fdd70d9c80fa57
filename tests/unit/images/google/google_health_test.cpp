// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/google/google_health.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include <nlohmann/json.hpp>

#include "images/google/google_images.h"
#include "support/loopback_server.h"
#include "support/raw_server.h"
#include "unit/images/google/wire_fixtures.h"

namespace vina {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using ::testing::HasSubstr;
using testing::LoopbackServer;
using testing::ReceivedRequest;
using testing::Reply;
using State = GoogleHealth::State;

json model(const std::string& id, const std::vector<std::string>& methods = {"generateContent", "countTokens"}) {
  return {{"name", "models/" + id}, {"version", "1"}, {"supportedGenerationMethods", methods}};
}

json models(const std::vector<json>& entries) {
  return {{"models", entries}};
}

GoogleHealth check(const std::string& url, const std::string& model_id = "gemini-nano-banana-2.1") {
  GoogleSettings settings;
  settings.key = Secret{"planted-key"};
  settings.base_url = url;
  settings.model = model_id;
  HttpClient http;
  VendorConduct conduct = google_conduct(settings);
  conduct.first_wait = 5ms;
  VendorChannel channel{http, conduct};
  return check_google(settings, channel, {});
}

GoogleHealth check_against(int status, const std::string& body,
                           const std::string& model_id = "gemini-nano-banana-2.1") {
  const LoopbackServer server{[&](const ReceivedRequest&) -> Reply { return {.status = status, .body = body}; }};
  return check(server.url(), model_id);
}

TEST(GoogleHealth, IsGoodWhereTheModelIsThere) {
  const GoogleHealth health =
      check_against(200, models({model("gemini-3-pro"), model("gemini-nano-banana-2.1")}).dump());
  EXPECT_EQ(health.state, State::kGood) << health.finding;
  EXPECT_THAT(health.finding, HasSubstr("gemini-nano-banana-2.1 is there"));
  EXPECT_EQ(health.cure, "");
  EXPECT_EQ(health.successor, std::nullopt);
  EXPECT_GE(health.latency, 0ms);
}

TEST(GoogleHealth, TurnsThePagesOfTheList) {
  const LoopbackServer server{[](const ReceivedRequest& request) -> Reply {
    json page = models({model("a")});
    if (request.query == "pageSize=1000") page["nextPageToken"] = "p+2";
    if (request.query == "pageSize=1000&pageToken=p+2") page = models({model("gemini-nano-banana-2.1")});
    return {.status = 200, .body = page.dump()};
  }};
  EXPECT_EQ(check(server.url()).state, State::kGood);
  ASSERT_EQ(server.requests().size(), 2U);
  EXPECT_EQ(server.requests()[0].path, "/v1beta/models");
  EXPECT_EQ(server.requests()[1].header("x-goog-api-key"), "planted-key");
}

TEST(GoogleHealth, TurnsNoPageForEver) {
  const LoopbackServer server{[count = 0](const ReceivedRequest&) mutable -> Reply {
    json page = models({model("a")});
    page["nextPageToken"] = std::to_string(++count);
    return {.status = 200, .body = page.dump()};
  }};
  EXPECT_EQ(check(server.url()).state, State::kModelMissing);
  EXPECT_LE(server.requests().size(), 20U);
}

TEST(GoogleHealth, NamesTheSuccessorOfARetiredModel) {
  const std::string body = models({model("gemini-3-pro-image"), model("gemini-nano-banana-2.1")}).dump();
  const GoogleHealth imagen = check_against(200, body, "imagen-4.0-generate-001");
  EXPECT_EQ(imagen.state, State::kModelMissing);
  EXPECT_EQ(imagen.successor, "gemini-nano-banana-2.1");
  EXPECT_EQ(imagen.cure, "set VINA_IMAGE_MODEL to gemini-nano-banana-2.1");
  EXPECT_EQ(check_against(200, body, "gemini-3-pro-image-preview").successor, "gemini-3-pro-image");
}

TEST(GoogleHealth, NamesAnotherModelWhereTheDefaultIsGone) {
  const GoogleHealth health = check_against(
      200, models({model("gemini-4-pro"), model("gemini-5-image"), model("x-image", {"predict"})}).dump());
  EXPECT_EQ(health.state, State::kModelMissing);
  EXPECT_EQ(health.successor, "gemini-5-image");
  EXPECT_EQ(check_against(200, "{}").successor, std::nullopt) << "a list of none";
}

TEST(GoogleHealth, WarnsOfAModelThatWillBeSwitchedOff) {
  const GoogleHealth health = check_against(
      200, models({model("gemini-3.1-flash-image"), model("gemini-nano-banana-2.1")}).dump(), "gemini-3.1-flash-image");
  EXPECT_EQ(health.state, State::kModelEnding);
  EXPECT_EQ(health.successor, "gemini-nano-banana-2.1");
}

TEST(GoogleHealth, WantsTheMethodThatIsUsed) {
  const std::string body = models({model("gemini-x", {"embedContent"}), model("imagen-x", {"predict"})}).dump();
  EXPECT_EQ(check_against(200, body, "gemini-x").state, State::kModelMissing);
  EXPECT_THAT(check_against(200, body, "gemini-x").finding, HasSubstr("cannot be asked for pictures"));
  EXPECT_EQ(check_against(200, body, "imagen-x").state, State::kGood);
}

TEST(GoogleHealth, TellsWhatIsWrongWithTheKey) {
  const GoogleHealth invalid = check_against(400, testing::wire_fixture("gemini_err_400_key"));
  EXPECT_EQ(invalid.state, State::kKeyRejected);
  EXPECT_THAT(invalid.finding, HasSubstr("does not accept the API key"));
  EXPECT_THAT(invalid.cure, HasSubstr("check GOOGLE_AI_API_KEY"));
  const json leaked{{"error", {{"code", 403}, {"message", "Your API key was reported as leaked."}}}};
  EXPECT_THAT(check_against(403, leaked.dump()).cure, HasSubstr("make a new key"));
}

TEST(GoogleHealth, SaysThatThereIsNoKeyWithoutAsking) {
  GoogleSettings settings;
  HttpClient http;
  VendorChannel channel{http, google_conduct(settings)};
  const GoogleHealth health = check_google(settings, channel, {});
  EXPECT_EQ(health.state, State::kKeyRejected);
  EXPECT_EQ(health.cure, "set GOOGLE_AI_API_KEY");
}

TEST(GoogleHealth, SaysWhereNobodyAnswers) {
  const GoogleHealth unreachable = check("http://127.0.0.1:" + std::to_string(testing::free_port()));
  EXPECT_EQ(unreachable.state, State::kUnreachable);
  EXPECT_NE(unreachable.cure, "");
  EXPECT_EQ(check_against(200, "<html>").state, State::kUnreachable);
  EXPECT_EQ(check_against(200, R"({"models": 5})").state, State::kUnreachable);
  EXPECT_EQ(check_against(503, testing::wire_fixture("gemini_err_503")).state, State::kUnreachable);
}

TEST(GoogleHealth, CopesWithMisshapenEntries) {
  const json body = models({nullptr,
                            5,
                            json::object(),
                            {{"name", 5}},
                            {{"name", "models/x"}, {"supportedGenerationMethods", 5}},
                            {{"name", "models/y"}, {"supportedGenerationMethods", {5, nullptr}}}});
  EXPECT_EQ(check_against(200, body.dump(), "x").state, State::kModelMissing);
}

}  // namespace
}  // namespace vina
