// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/cloudinary_signature.h"

#include <fstream>
#include <map>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "fake_cloud/digest.h"

namespace vina::fake {
namespace {

std::string text_of(const nlohmann::json& value) {
  if (!value.is_array()) return value.get<std::string>();
  std::string text;
  for (const nlohmann::json& item : value) text += (text.empty() ? "" : ",") + item.get<std::string>();
  return text;
}

TEST(FakeCloudinarySignature, AgreesWithEveryPublishedVector) {
  const nlohmann::json file = nlohmann::json::parse(
      std::ifstream{std::string{VINA_SOURCE_DIR} + "/tests/fixtures/wire/cloudinary_signature_vectors.json"});
  ASSERT_EQ(file["vectors"].size(), 15U);
  for (const nlohmann::json& vector : file["vectors"]) {
    std::map<std::string, std::string> parameters;
    for (const auto& [name, value] : vector["params"].items()) parameters[name] = text_of(value);
    const std::string text = string_to_sign(parameters, vector["signature_version"].get<int>());
    EXPECT_EQ(text, vector["string_to_sign"]) << vector["name"];
    EXPECT_EQ(
        cloudinary_signature(text, vector["api_secret"].get<std::string>(), vector["algorithm"].get<std::string>()),
        vector["signature"])
        << vector["name"];
  }
}

TEST(FakeCloudinarySignature, LeavesOutEmptyParameters) {
  EXPECT_EQ(string_to_sign({{"a", ""}, {"b", "1"}, {"c", ""}}, 2), "b=1");
  EXPECT_EQ(string_to_sign({}, 2), "");
}

TEST(FakeDigest, ReadsAndWritesBase64InBothAlphabets) {
  for (const char* text : {"", "a", "ab", "abc", "\xFB\xFF\xFE"}) EXPECT_EQ(from_base64(base64(text)), text);
  EXPECT_EQ(from_base64("-__-"), from_base64("+//+"));
  EXPECT_FALSE(from_base64("abc"));
  EXPECT_FALSE(from_base64("%%%%"));
  EXPECT_FALSE(from_base64("ab c"));
}

}  // namespace
}  // namespace vina::fake
