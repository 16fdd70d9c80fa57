// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/error_answers.h"

#include <fstream>
#include <string>

#include <gtest/gtest.h>

namespace vina::fake {
namespace {

TEST(FakeErrorAnswers, RecordTheFixturesWordForWord) {
  EXPECT_EQ(recorded_errors().size(), 11U);
  for (const std::string& name : recorded_errors()) {
    const Json fixture =
        Json::parse(std::ifstream{std::string{VINA_SOURCE_DIR} + "/tests/fixtures/wire/" + name + ".json"});
    EXPECT_EQ(Json::parse(recorded_error(name)->body), fixture) << name;
  }
  EXPECT_FALSE(recorded_error("gemini_ok"));
}

TEST(FakeErrorAnswers, HaveEveryShapeOfEveryVendorForEveryStatus) {
  for (const char* vendor : {"google", "elevenlabs", "cloudinary"}) {
    for (const std::string& shape : error_shapes(vendor)) {
      for (const int status :
           {400, 401, 402, 403, 404, 408, 409, 413, 418, 420, 422, 423, 425, 429, 499, 500, 502, 503, 504}) {
        const Answer answer = vendor_error(vendor, {.status = status, .shape = shape});
        EXPECT_EQ(answer.status, status);
        const bool plain = shape == "html" || shape == "text" || shape == "empty";
        EXPECT_EQ(Json::accept(answer.body), !plain) << vendor << " " << shape << " " << status;
      }
    }
  }
}

TEST(FakeErrorAnswers, NameTheElevenLabsTypeOfEachStatus) {
  const auto type_of = [](int status) {
    return Json::parse(elevenlabs_error({.status = status}).body)["detail"]["type"].get<std::string>();
  };
  EXPECT_EQ(type_of(400), "validation_error");
  EXPECT_EQ(type_of(401), "authentication_error");
  EXPECT_EQ(type_of(402), "payment_required");
  EXPECT_EQ(type_of(403), "authorization_error");
  EXPECT_EQ(type_of(404), "not_found");
  EXPECT_EQ(type_of(409), "conflict");
  EXPECT_EQ(type_of(429), "rate_limit_error");
  EXPECT_EQ(type_of(500), "internal_error");
  EXPECT_EQ(type_of(503), "service_unavailable");
}

}  // namespace
}  // namespace vina::fake
