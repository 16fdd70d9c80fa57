// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/answer_json.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>

namespace vina {
namespace {

using nlohmann::json;

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

/// An array with as many values, itself included.
std::string with_values(std::size_t values) {
  std::string text{"[0"};
  for (std::size_t value = 2; value < values; ++value) text += ",0";
  return text + "]";
}

TEST(ParseAnswer, ReadsWhatVendorsSend) {
  const auto answer = parse_answer(R"({"a": [1, -2, 0.5, null, true, "ü"], "b": {"c": {}}})");
  ASSERT_TRUE(answer);
  EXPECT_EQ(*answer, json({{"a", {1, -2, 0.5, nullptr, true, "ü"}}, {"b", {{"c", json::object()}}}}));
  EXPECT_EQ(parse_answer(" null "), json{});
}

TEST(ParseAnswer, GivesNothingForWhatIsNoJson) {
  for (const char* body : {"", "<html>", "{\"a\": ", "[1,]", "{} {}", "\"\xFF\"", "1e999", "nul"}) {
    EXPECT_FALSE(parse_answer(body)) << body;
  }
}

TEST(ParseAnswer, BoundsTheDepth) {
  EXPECT_TRUE(parse_answer(nested(64)));
  EXPECT_FALSE(parse_answer(nested(65)));
  EXPECT_TRUE(parse_answer("[" + nested(63) + "," + nested(63) + "]")) << "what has ended counts no more";
  std::string objects;
  for (int depth = 0; depth < 65; ++depth) objects += "{\"a\":";
  EXPECT_FALSE(parse_answer(objects + "1" + std::string(65, '}')));
}

TEST(ParseAnswer, BoundsTheNumberOfValues) {
  EXPECT_TRUE(parse_answer(with_values(2'000'000)));
  EXPECT_FALSE(parse_answer(with_values(2'000'001)));
}

TEST(ParseAnswer, IsDoneWithTwentyMegabytesOfBracketsAtOnce) {
  constexpr std::size_t kBytes = 20'000'000;
  EXPECT_FALSE(parse_answer(std::string(kBytes, '[')));
  EXPECT_FALSE(parse_answer(nested(kBytes / 2)));
}

}  // namespace
}  // namespace vina
