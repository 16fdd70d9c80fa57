// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake_cloud/digest.h"
#include "fake_cloud/fake_cloud.h"
#include "images/image_header.h"
#include "integration/fake_cloud/vendor_requests.h"
#include "support/schema_validator.h"

namespace vina {
namespace {

using fake::FakeCloud;
using nlohmann::json;
using testing::google_request;
using ::testing::HasSubstr;
using testing::RawAnswer;
using testing::RawRequest;
using testing::send_raw;
using testing::wire_fixture;

struct ShapeGate {
  const char* name;
  std::function<void(json&)> change;  ///< of a good request
  int status;
  const char* says;
};

json& config(json& body) {
  return body["generationConfig"];
}

/// What the schema refuses as well, and what only a model refuses.
std::vector<ShapeGate> shape_gates() {
  return {
      {"no contents", [](json& b) { b.erase("contents"); }, 400, "contents is not specified"},
      {"empty contents", [](json& b) { b["contents"] = json::array(); }, 400, "contents is not specified"},
      {"contents is an object", [](json& b) { b["contents"] = json::object(); }, 400, "Expected a list"},
      {"unknown member", [](json& b) { b["negativePrompt"] = "text"; }, 400, "Unknown name \"negativePrompt\""},
      {"unknown role", [](json& b) { b["contents"][0]["role"] = "system"; }, 400, "is not one of user, model"},
      {"no parts", [](json& b) { b["contents"][0]["parts"] = json::array(); }, 400, "parts must not be empty"},
      {"unknown part",
       [](json& b) {
         b["contents"][0]["parts"][0] = {{"image", "x"}};
       },
       400, "Unknown name \"image\""},
      {"empty part", [](json& b) { b["contents"][0]["parts"][0] = json::object(); }, 400, "exactly one"},
      {"text is a number", [](json& b) { b["contents"][0]["parts"][0]["text"] = 5; }, 400, "TYPE_STRING"},
      {"inlineData without data",
       [](json& b) {
         b["contents"][0]["parts"].push_back({{"inlineData", {{"mimeType", "image/png"}}}});
       },
       400, "are required"},
      {"modality in lower case", [](json& b) { config(b)["responseModalities"] = {"image"}; }, 400,
       "is not one of TEXT, IMAGE"},
      {"no modality", [](json& b) { config(b)["responseModalities"] = json::array(); }, 400, "must not be empty"},
      {"unknown ratio", [](json& b) { config(b)["imageConfig"]["aspectRatio"] = "10:16"; }, 400, "is not one of 1:1"},
      {"size in lower case", [](json& b) { config(b)["imageConfig"]["imageSize"] = "1k"; }, 400,
       "is not one of 1K, 2K, 4K"},
      {"sampleImageSize", [](json& b) { config(b)["imageConfig"]["sampleImageSize"] = "1K"; }, 400, "Unknown name"},
      {"outputMimeType", [](json& b) { config(b)["imageConfig"]["outputMimeType"] = "image/png"; }, 400,
       "Unknown name"},
      {"personGeneration", [](json& b) { config(b)["imageConfig"]["personGeneration"] = "ALLOW_ALL"; }, 400,
       "Unknown name"},
      {"unknown level", [](json& b) { config(b)["thinkingConfig"]["thinkingLevel"] = "NONE"; }, 400,
       "is not one of MINIMAL"},
      {"seed is a text", [](json& b) { config(b)["seed"] = "7"; }, 400, "TYPE_INT32"},
      {"two candidates", [](json& b) { config(b)["candidateCount"] = 2; }, 400, "is not from 1 to 1"},
      {"unknown threshold",
       [](json& b) {
         b["safetySettings"] = json::array({{{"category", "HARM_CATEGORY_HARASSMENT"}, {"threshold", "NONE"}}});
       },
       400, "is not one of"},
      {"threshold alone",
       [](json& b) {
         b["safetySettings"] = json::array({{{"threshold", "OFF"}}});
       },
       400, "are required"},
  };
}

class GoogleVendor : public ::testing::Test {
 protected:
  RawAnswer ask(const json& body, const std::string& target = testing::kBanana) {
    return send_raw(cloud_.port(), google_request(body, target));
  }
  RawAnswer get(const std::string& target, const std::string& key = testing::kGoogleKey) {
    return send_raw(cloud_.port(), {"GET", target, {key}});
  }
  std::string last_refusal() { return cloud_.journal().requests.back().refusal; }

  FakeCloud cloud_{{.google = {.with_imagen = true}}};
  json good_ = wire_fixture("gemini_request");
};

json last_part(const RawAnswer& answer) {
  return answer.json()["candidates"][0]["content"]["parts"].back();
}

ImageHeader header_of(const json& part) {
  const std::string bytes = *fake::from_base64(part["inlineData"]["data"].get<std::string>());
  return read_image_header(std::as_bytes(std::span{bytes}));
}

TEST_F(GoogleVendor, MakesARealPictureOfTheDocumentedSize) {
  const RawAnswer answer = ask(good_);
  ASSERT_EQ(answer.status, 200) << answer.body;
  const json body = answer.json();
  EXPECT_EQ(body["candidates"][0]["finishReason"], "STOP");
  EXPECT_EQ(body["modelVersion"], "gemini-nano-banana-2.1");
  EXPECT_EQ(body["usageMetadata"]["candidatesTokenCount"], 1120);
  EXPECT_EQ(body["candidates"][0]["content"]["parts"][0]["thought"], true);
  EXPECT_TRUE(last_part(answer).contains("thoughtSignature"));
  EXPECT_EQ(header_of(last_part(answer)).size, (PixelSize{768, 1376}));
  EXPECT_EQ(cloud_.journal().charged("google"), 1);
}

TEST_F(GoogleVendor, MakesEverySizeRatioAndFormatItSaysItDoes) {
  FakeCloud jpeg{{.google = {.picture_format = "jpeg"}}};
  config(good_)["imageConfig"] = {{"aspectRatio", "16:9"}, {"imageSize", "2K"}};
  RawAnswer answer = send_raw(jpeg.port(), google_request(good_));
  EXPECT_EQ(header_of(last_part(answer)).size, (PixelSize{2752, 1536}));
  EXPECT_EQ(header_of(last_part(answer)).format, ImageFormat::kJpeg);
  EXPECT_EQ(last_part(answer)["inlineData"]["mimeType"], "image/jpeg");

  config(good_)["imageConfig"] = {{"aspectRatio", "9:16"}};
  answer = ask(good_, "/v1beta/models/gemini-3-pro-image:generateContent");
  EXPECT_EQ(header_of(last_part(answer)).size, (PixelSize{768, 1376}));
  EXPECT_EQ(answer.json()["candidates"][0]["content"]["parts"][1]["thought"], true) << "no draft picture";

  config(good_).erase("thinkingConfig");
  answer = ask(good_, "/v1beta/models/gemini-2.5-flash-image:generateContent");
  EXPECT_EQ(header_of(last_part(answer)).size, (PixelSize{768, 1344}));
}

TEST_F(GoogleVendor, MakesTheSamePictureForTheSamePromptAndAllThreeFormats) {
  EXPECT_EQ(last_part(ask(good_)), last_part(ask(good_)));
  std::set<std::string> types;
  std::set<std::string> pictures;
  for (int i = 0; i < 12; ++i) {
    good_["contents"][0]["parts"][0]["text"] = "Prompt " + std::to_string(i);
    const json part = last_part(ask(good_));
    types.insert(part["inlineData"]["mimeType"]);
    pictures.insert(part["inlineData"]["data"]);
    EXPECT_NO_THROW(header_of(part));
  }
  EXPECT_EQ(types, (std::set<std::string>{"image/jpeg", "image/png", "image/webp"}));
  EXPECT_EQ(pictures.size(), 12U);
}

TEST_F(GoogleVendor, ChecksTheKeyBeforeAnythingElse) {
  const std::string target = "/v1beta/models/no-such-model:generateContent";
  RawRequest request = google_request(good_, target);
  request.headers[0] = "x-goog-api-key: wrong";
  RawAnswer answer = send_raw(cloud_.port(), request);
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.json(), wire_fixture("gemini_err_400_key"));

  request.headers.erase(request.headers.begin());
  answer = send_raw(cloud_.port(), request);
  EXPECT_EQ(answer.status, 403);
  EXPECT_EQ(answer.json()["error"]["status"], "PERMISSION_DENIED");

  request.target += "?key=fake-google-key";
  EXPECT_EQ(send_raw(cloud_.port(), request).status, 403) << "a key in the query lands in logs";
  EXPECT_EQ(cloud_.journal().vendors.at("google").refused, 3);
  EXPECT_EQ(cloud_.journal().charged("google"), 0);
}

TEST_F(GoogleVendor, TellsRetiredModelsFromUnknownOnes) {
  RawAnswer answer = ask(wire_fixture("imagen_request"), "/v1beta/models/imagen-4.0-generate-001:predict");
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.json(), wire_fixture("gemini_err_404_retired"));
  answer = ask(good_, "/v1beta/models/no-such-model:generateContent");
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(answer.body,
              HasSubstr("models/no-such-model is not found for API version v1beta, or is not supported for"));
  EXPECT_EQ(ask(good_, "/v1beta/models/gemini-nano-banana-2.1:predict").status, 404);
  EXPECT_EQ(ask(good_, "/v1beta/models/imagen-test:generateContent").status, 404);
  EXPECT_EQ(ask(good_, "/v1beta/models/gemini-nano-banana-2.1:countTokens").status, 404);
  EXPECT_EQ(ask(good_, "/v1/models/gemini-nano-banana-2.1:generateContent").status, 401) << "not Google's path";
}

TEST_F(GoogleVendor, RefusesWhatProtobufWouldRefuse) {
  for (const ShapeGate& gate : shape_gates()) {
    json body = good_;
    gate.change(body);
    const RawAnswer answer = ask(body);
    EXPECT_EQ(answer.status, gate.status) << gate.name;
    EXPECT_EQ(answer.json()["error"]["status"], "INVALID_ARGUMENT") << gate.name;
    EXPECT_THAT(answer.json()["error"]["message"].get<std::string>(), HasSubstr(gate.says)) << gate.name;
    EXPECT_THAT(last_refusal(), HasSubstr(gate.says)) << gate.name;
  }
  EXPECT_EQ(cloud_.journal().charged("google"), 0);
}

TEST_F(GoogleVendor, RefusesWhatTheModelCannotDo) {
  const std::string older = "/v1beta/models/gemini-2.5-flash-image:generateContent";
  json body = good_;
  config(body).erase("thinkingConfig");
  const RawAnswer sized = ask(body, older);
  EXPECT_EQ(sized.status, 500) << "an imageSize is a generic internal error there";
  EXPECT_EQ(sized.json()["error"]["status"], "INTERNAL");
  config(body)["imageConfig"].erase("imageSize");
  EXPECT_EQ(ask(body, older).status, 200);
  config(body)["thinkingConfig"] = {{"thinkingLevel", "MINIMAL"}};
  EXPECT_THAT(ask(body, older).body, HasSubstr("Thinking level is not supported"));

  body = good_;
  config(body)["imageConfig"]["imageSize"] = "512";
  EXPECT_EQ(ask(body).status, 400);
  config(body)["imageConfig"] = {{"aspectRatio", "1:8"}};
  EXPECT_EQ(ask(body).status, 200);
  EXPECT_EQ(ask(body, "/v1beta/models/gemini-3-pro-image:generateContent").status, 400);
  config(body)["imageConfig"] = {{"imageSize", "2K"}};
  EXPECT_EQ(ask(body, "/v1beta/models/gemini-3.1-flash-lite-image:generateContent").status, 400);
  config(body)["thinkingConfig"] = {{"thinkingLevel", "LOW"}, {"thinkingBudget", 100}};
  EXPECT_THAT(ask(body).body, HasSubstr("only set one of"));
  body = good_;
  body["contents"].push_back({{"role", "model"}, {"parts", {{{"text", "and then"}}}}});
  EXPECT_THAT(ask(body).body, HasSubstr("last content"));
}

TEST_F(GoogleVendor, RefusesABodyThatIsNotJson) {
  RawRequest request = google_request(good_);
  request.body.pop_back();
  EXPECT_THAT(send_raw(cloud_.port(), request).body, HasSubstr("Invalid JSON payload"));
  request = google_request(good_);
  request.headers[1] = "Content-Type: application/x-www-form-urlencoded";
  EXPECT_EQ(send_raw(cloud_.port(), request).status, 400);
}

TEST_F(GoogleVendor, ListsModelsInPagesWithoutTheRetired) {
  std::vector<std::string> names;
  std::string token;
  int pages = 0;
  do {
    const json page = get("/v1beta/models?pageSize=2" + (token.empty() ? "" : "&pageToken=" + token)).json();
    for (const json& model : page["models"]) names.push_back(model["name"]);
    token = page.value("nextPageToken", "");
    ++pages;
  } while (!token.empty() && pages < 10);
  EXPECT_EQ(pages, 3);
  EXPECT_THAT(names, ::testing::UnorderedElementsAre("models/gemini-2.5-flash-image", "models/gemini-3-pro-image",
                                                     "models/gemini-3.1-flash-lite-image",
                                                     "models/gemini-nano-banana-2.1", "models/imagen-test"));
  EXPECT_EQ(get("/v1beta/models?pageToken=wrong").status, 400);
  EXPECT_EQ(get("/v1beta/models?page=1").status, 400);
  EXPECT_EQ(get("/v1beta/models", "x-goog-api-key: wrong").status, 400);
  EXPECT_EQ(get("/v1beta/models/gemini-nano-banana-2.1").json()["supportedGenerationMethods"],
            json({"generateContent"}));
  EXPECT_EQ(get("/v1beta/models/imagen-4.0-generate-001").status, 200) << "still described, though it is shut down";
  EXPECT_EQ(get("/v1beta/models/no-such-model").status, 404);
}

TEST_F(GoogleVendor, PredictsWhereAnImagenModelIsServed) {
  const std::string target = "/v1beta/models/imagen-test:predict";
  json body = wire_fixture("imagen_request");
  RawAnswer answer = ask(body, target);
  ASSERT_EQ(answer.status, 200) << answer.body;
  ASSERT_EQ(answer.json()["predictions"].size(), 1U);
  EXPECT_EQ(answer.json()["predictions"][0]["mimeType"], "image/jpeg");
  body["parameters"].erase("sampleCount");
  EXPECT_EQ(ask(body, target).json()["predictions"].size(), 4U) << "the default is 4";

  for (const auto& [name, value] : std::map<std::string, json>{{"imageSize", "1K"},
                                                               {"negativePrompt", "text"},
                                                               {"seed", 1},
                                                               {"aspectRatio", "2:3"},
                                                               {"sampleCount", 5},
                                                               {"sampleImageSize", "4K"}}) {
    json wrong = wire_fixture("imagen_request");
    wrong["parameters"][name] = value;
    EXPECT_EQ(ask(wrong, target).status, 400) << name;
  }
  EXPECT_EQ(ask({{"instances", json::array()}}, target).status, 400);
  const FakeCloud without;
  EXPECT_EQ(send_raw(without.port(), google_request(body, target)).status, 404);
}

TEST_F(GoogleVendor, SpoilsItsAnswersOnCommand) {
  const auto with = [&](const json& fault) {
    cloud_.set_faults({{"rules", {{{"vendor", "google"}, {"fault", fault}}}}});
    return ask(good_).json();
  };
  EXPECT_EQ(with({{"block_reason", "PROHIBITED_CONTENT"}})["promptFeedback"]["blockReason"], "PROHIBITED_CONTENT");
  EXPECT_FALSE(with({{"block_reason", "SAFETY"}}).contains("candidates"));
  const json safety = with({{"finish_reason", "IMAGE_SAFETY"}});
  EXPECT_EQ(safety["candidates"][0]["finishReason"], "IMAGE_SAFETY");
  EXPECT_FALSE(safety["candidates"][0].contains("content"));
  const json text = with({{"picture", "text_only"}})["candidates"][0]["content"]["parts"];
  EXPECT_TRUE(std::none_of(text.begin(), text.end(), [](const json& part) { return part.contains("inlineData"); }));
  EXPECT_FALSE(with({{"picture", "no_content"}})["candidates"][0].contains("content"));
  EXPECT_EQ(with({{"picture", "none"}})["candidates"][0]["content"]["parts"], json::array());
  EXPECT_EQ(with({{"picture", "empty_data"}})["candidates"][0]["content"]["parts"].back()["inlineData"]["data"], "");
  EXPECT_EQ(with({{"picture", "wrong_type"}})["candidates"][0]["content"]["parts"].back()["inlineData"]["mimeType"],
            "image/x-fake");
  EXPECT_ANY_THROW(header_of(with({{"picture", "damaged"}})["candidates"][0]["content"]["parts"].back()));
  EXPECT_ANY_THROW(header_of(with({{"picture", "not_a_picture"}})["candidates"][0]["content"]["parts"].back()));
  const json draft = with({{"picture", "draft"}})["candidates"][0]["content"]["parts"];
  EXPECT_EQ(draft[1]["thought"], true);
  EXPECT_NE(draft[1]["inlineData"]["data"], draft.back()["inlineData"]["data"]);
  EXPECT_TRUE(with({{"picture", "only_draft"}})["candidates"][0]["content"]["parts"].back().contains("thought"));
  EXPECT_NO_THROW(header_of(with({{"picture", "url_safe"}})["candidates"][0]["content"]["parts"].back()));
  EXPECT_EQ(header_of(with({{"format", "webp"}})["candidates"][0]["content"]["parts"].back()).format,
            ImageFormat::kWebp);
}

TEST_F(GoogleVendor, FiltersAllPredictionsOnCommand) {
  cloud_.set_faults({{"rules", {{{"vendor", "google"}, {"fault", {{"filtered", true}}}}}}});
  const std::string target = "/v1beta/models/imagen-test:predict";
  json body = wire_fixture("imagen_request");
  const json reason{{"raiFilteredReason", "Unable to show generated images."}};
  EXPECT_EQ(ask(body, target).json(), (json{{"predictions", json::array({reason})}}));
  body["parameters"].erase("includeRaiReason");
  EXPECT_EQ(ask(body, target).json(), json::object()) << "without the reason nothing is left";
}

TEST(GoogleRequestSchema, AgreesWithTheServerOnWhatIsARequest) {
  std::vector<json> documents{wire_fixture("gemini_request")};
  for (const ShapeGate& gate : shape_gates()) {
    gate.change(documents.emplace_back(wire_fixture("gemini_request")));
  }
  const auto faults = testing::faults_by_schema("gemini_image.schema.json", "GenerateContentRequest", documents);
  if (!faults) VINA_SKIP_WITHOUT_VALIDATOR();
  EXPECT_EQ(faults->at(0), "");
  for (std::size_t i = 1; i < faults->size(); ++i) {
    EXPECT_NE(faults->at(i), "") << "the schema takes: " << shape_gates()[i - 1].name;
  }
}

TEST(GoogleRequestSchema, TakesEveryAnswerOfTheServer) {
  FakeCloud cloud{{.google = {.with_imagen = true}}};
  std::vector<json> answers;
  std::vector<json> errors;
  for (const json& fault : {json::object(), json{{"picture", "text_only"}}, json{{"picture", "draft"}},
                            json{{"finish_reason", "IMAGE_SAFETY"}}, json{{"block_reason", "PROHIBITED_CONTENT"}}}) {
    cloud.set_faults({{"rules", {{{"vendor", "google"}, {"fault", fault}}}}});
    answers.push_back(send_raw(cloud.port(), google_request(wire_fixture("gemini_request"))).json());
  }
  for (const int status : {400, 403, 404, 429, 500, 503}) {
    cloud.set_faults({{"rules", {{{"vendor", "google"}, {"fault", {{"status", status}, {"retry_delay", "1s"}}}}}}});
    errors.push_back(send_raw(cloud.port(), google_request(wire_fixture("gemini_request"))).json());
  }
  const std::string schema = "gemini_image.schema.json";
  const auto answer_faults = testing::faults_by_schema(schema, "GenerateContentResponse", answers);
  if (!answer_faults) VINA_SKIP_WITHOUT_VALIDATOR();
  EXPECT_THAT(*answer_faults, ::testing::Each(""));
  EXPECT_THAT(*testing::faults_by_schema(schema, "ErrorEnvelope", errors), ::testing::Each(""));
  cloud.set_faults(json::object());
  const json predicted =
      send_raw(cloud.port(), google_request(wire_fixture("imagen_request"), "/v1beta/models/imagen-test:predict"))
          .json();
  EXPECT_THAT(*testing::faults_by_schema(schema, "PredictResponse", {predicted}), ::testing::Each(""));
}

}  // namespace
}  // namespace vina
