// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/asset_record.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/error.h"

namespace vina {
namespace {

using Json = nlohmann::json;

const Json kRecordedRequest{{"vendor", "google"}, {"model", "m"}, {"prompt", "Ein Boot – ⛵"}, {"scale", 0.5}};

AssetRecord record() {
  return make_asset_record(kRecordedRequest, {"content", "png", R"({"words": [1, 2.5]})"});
}

TEST(AssetKey, IsTheSameInWhateverOrderTheMembersCame) {
  EXPECT_EQ(asset_key(Json::parse(R"({"a": 1, "b": {"c": 2, "d": 3}})")),
            asset_key(Json::parse(R"({"b": {"d": 3, "c": 2}, "a": 1})")));
}

TEST(AssetKey, DiffersWhereAnythingDoes) {
  Json other = kRecordedRequest;
  other["scale"] = 0.5000001;
  EXPECT_NE(asset_key(other), asset_key(kRecordedRequest));
  EXPECT_NE(asset_key({{"a", 1}}), asset_key({{"a", "1"}}));
}

TEST(AssetKey, IsTheHashOfTheCanonicalText) {
  // printf '{"a":1,"b":"x"}' | sha256sum
  EXPECT_EQ(asset_key({{"b", "x"}, {"a", 1}}).hex, "ecf9e98ec0641e23113ff3ce8bdc78d0ddd249886517fd4a7f68cc83d4e65667");
}

TEST(AssetKey, RefusesATextThatIsNotUtf8) {
  try {
    asset_key({{"text", "\xff"}});
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
  }
}

TEST(AssetRecord, ComesBackFromItsText) {
  const AssetRecord original = record();
  EXPECT_EQ(read_asset_record(to_text(original)), original);
  EXPECT_EQ(original.bytes, 7U);
  EXPECT_EQ(original.details, R"({"words":[1,2.5]})");
}

TEST(AssetRecord, NoticesEveryByteThatChanged) {
  const std::string text = to_text(record());
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string changed = text;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    const auto read = read_asset_record(changed);
    // White space may become other white space; nothing else may pass.
    EXPECT_TRUE(!read || (Json::parse(changed) == Json::parse(text))) << "byte " << at;
  }
}

TEST(AssetRecord, IsNotReadFromAPartOfItsText) {
  const std::string text = to_text(record());
  for (std::size_t size = 0; size + 1 < text.size(); ++size) {
    EXPECT_FALSE(read_asset_record(std::string_view{text}.substr(0, size)).has_value()) << size;
  }
}

TEST(AssetRecord, IsNotReadFromWhatSomebodyMadeUp) {
  EXPECT_FALSE(read_asset_record("null").has_value());
  EXPECT_FALSE(read_asset_record("{}").has_value());
  EXPECT_FALSE(read_asset_record(R"({"key": 1})").has_value());
  const std::string deep = R"({"a":)" + std::string(100'000, '[');
  EXPECT_FALSE(read_asset_record(deep).has_value());
  EXPECT_FALSE(read_asset_record(deep + std::string(100'000, ']') + "}").has_value());
}

TEST(AssetRecord, RefusesDetailsAndExtensionsThatAreNone) {
  EXPECT_THROW(make_asset_record(kRecordedRequest, {"content", "png", "[]"}), Error);
  EXPECT_THROW(make_asset_record(kRecordedRequest, {"content", "png", "{"}), Error);
  for (const char* extension : {"", "PNG", "../png", "p g", "toolongext"}) {
    EXPECT_THROW(make_asset_record(kRecordedRequest, {"content", extension, "{}"}), Error) << extension;
  }
}

}  // namespace
}  // namespace vina
