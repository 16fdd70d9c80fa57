// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "publish/cloudinary_signature.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/wire_fixture.h"

namespace vina {
namespace {

using Json = nlohmann::json;

std::string joined(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  std::string text;
  for (const Json& part : value) text += (text.empty() ? "" : ",") + part.get<std::string>();
  return text;
}

TEST(CloudinarySignature, AgreesWithAllPublishedVectors) {
  const Json vectors = Json::parse(testing::wire_fixture("cloudinary_signature_vectors.json"))["vectors"];
  ASSERT_EQ(vectors.size(), 15U);
  for (const Json& vector : vectors) {
    CloudinaryParameters parameters;
    for (const auto& [name, value] : vector["params"].items()) parameters.emplace(name, joined(value));
    const auto version =
        vector["signature_version"] == 1 ? CloudinarySignatureVersion::kOne : CloudinarySignatureVersion::kTwo;
    EXPECT_EQ(cloudinary_text_to_sign(parameters, version), vector["string_to_sign"]) << vector["name"];
    EXPECT_EQ(cloudinary_signature(parameters, Secret{vector["api_secret"].get<std::string>()},
                                   parse_cloudinary_hash(vector["algorithm"].get<std::string>()), version),
              vector["signature"])
        << vector["name"];
  }
}

TEST(CloudinarySignature, SignsAmpersandsInVersionTwoSoThatTheyCannotPose) {
  const Secret secret{"abcd"};
  const CloudinaryParameters upload{{"context", "title=Ant & Bee|job=42"},
                                    {"overwrite", "1"},
                                    {"public_id", "shorts/job-42/final"},
                                    {"tags", "shorts,job-42"},
                                    {"timestamp", "1795348800"}};
  EXPECT_EQ(cloudinary_text_to_sign(upload),
            "context=title=Ant %26 Bee|job=42&overwrite=1&public_id=shorts/job-42/final&tags=shorts,job-42&"
            "timestamp=1795348800");
  EXPECT_EQ(cloudinary_signature(upload, secret, CloudinaryHash::kSha1), "461ce43f3c26262c0e270df33477fdcdba3e6609");
  EXPECT_EQ(cloudinary_signature(upload, secret, CloudinaryHash::kSha256),
            "d40081fea3664e8722bb544367bd98079b07aecbcf7bc4bdc1a44ba1989397a9");
  EXPECT_EQ(cloudinary_signature(upload, secret, CloudinaryHash::kSha1, CloudinarySignatureVersion::kOne),
            "14dd219d4c7ade66e39566feb60f2dea641ab8c6");
  EXPECT_EQ(
      cloudinary_signature({{"invalidate", "1"}, {"public_id", "shorts/job-42/final"}, {"timestamp", "1795348800"}},
                           secret, CloudinaryHash::kSha1),
      "46775d636577222445f8deead55d4535f9bc710c");
}

TEST(CloudinarySignature, LeavesOutWhatIsEmpty) {
  EXPECT_EQ(cloudinary_text_to_sign({{"a", ""}, {"b", "1"}, {"c", ""}, {"d", "2"}}), "b=1&d=2");
  EXPECT_EQ(cloudinary_text_to_sign({}), "");
}

TEST(CloudinarySignature, OfAnAnswerIsCheckedInBothHashes) {
  const Secret secret{"X7qLTrsES31MzxxkxPPA-pAGGfU"};
  EXPECT_TRUE(
      is_cloudinary_answer_signature("08d3107a5b2ad82e7d82c0b972218fbf20b5b1e0", "tests/logo.png", "1", secret));
  EXPECT_TRUE(is_cloudinary_answer_signature("cc69ae4ed73303fbf4a55f2ae5fc7e34ad3a5c387724bfcde447a2957cacdfea",
                                             "tests/logo.png", "1", secret));
  EXPECT_FALSE(
      is_cloudinary_answer_signature("08d3107a5b2ad82e7d82c0b972218fbf20b5b1e0", "tests/logo.png", "2", secret));
  EXPECT_FALSE(is_cloudinary_answer_signature("", "tests/logo.png", "1", secret));
  for (const char* name : {"cld_video_ok.json", "cld_raw_ok.json"}) {
    const Json answer = Json::parse(testing::wire_fixture(name));
    EXPECT_TRUE(is_cloudinary_answer_signature(answer["signature"].get<std::string>(), answer["public_id"],
                                               answer["version"].dump(), Secret{"abcd"}));
  }
}

}  // namespace
}  // namespace vina
