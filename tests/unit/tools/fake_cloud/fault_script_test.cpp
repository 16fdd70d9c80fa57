// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/fault_script.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace vina::fake {
namespace {

using ::testing::HasSubstr;

std::string refusal(const Json& script) {
  try {
    const FaultScript read{script};
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
    return error.public_message();
  }
  return {};
}

Json one_rule(const Json& fault) {
  return {{"rules", {{{"vendor", "google"}, {"fault", fault}}}}};
}

std::vector<bool> fired(FaultScript& script, int count) {
  std::vector<bool> result;
  for (int i = 0; i < count; ++i) result.push_back(script.next("google", "generate", {}).has_value());
  return result;
}

TEST(FaultScript, NamesWhatIsWrongWithIt) {
  EXPECT_THAT(refusal({{"rule", Json::array()}}), HasSubstr("the script has no member \"rule\""));
  EXPECT_THAT(refusal({{"rules", 1}}), HasSubstr("\"rules\" must be a list"));
  EXPECT_THAT(refusal({{"seed", -1}}), HasSubstr("\"seed\" must be a whole number"));
  EXPECT_THAT(refusal({{"rules", {{{"fault", {{"status", 500}}}}}}}), HasSubstr("needs a \"vendor\""));
  EXPECT_THAT(refusal({{"rules", {{{"vendor", "amazon"}}}}}),
              HasSubstr("\"vendor\" is one of cloudinary, elevenlabs, google"));
  EXPECT_THAT(refusal({{"rules", {{{"vendor", "google"}}}}}), HasSubstr("either \"fault\" or \"faults\""));
  EXPECT_THAT(refusal({{"rules", {{{"vendor", "google"}, {"faults", Json::array()}}}}}), HasSubstr("at least one"));
  EXPECT_THAT(refusal(one_rule({{"statsu", 500}})), HasSubstr("a fault has no member \"statsu\""));
  EXPECT_THAT(refusal(one_rule({{"status", 99}})), HasSubstr("200 to 599"));
  EXPECT_THAT(refusal(one_rule({{"cut", "now"}})), HasSubstr("\"cut\" is one of after, after_work, before, inside"));
  EXPECT_THAT(refusal(one_rule({{"answer", "none"}})), HasSubstr("there is no answer \"none\""));
  EXPECT_THAT(refusal(one_rule({{"status", 500}, {"shape", "legacy"}})), HasSubstr("\"shape\" is one of"));
  EXPECT_THAT(refusal(one_rule({{"picture", "cat"}})), HasSubstr("\"picture\" is one of"));
  EXPECT_THAT(refusal(one_rule({{"charged", 1}})), HasSubstr("true or false"));
  EXPECT_THAT(refusal(one_rule({{"slow", {{"byte", 1}}}})), HasSubstr("no member \"byte\""));
  EXPECT_EQ(refusal(one_rule({{"status", 500}})), "");
  EXPECT_EQ(refusal(Json::object()), "");
  EXPECT_EQ(refusal(Json::array()), "");
}

TEST(FaultScript, DrawsTheSameFaultsFromTheSameSeed) {
  const auto script_with = [](int seed) {
    return Json{{"seed", seed},
                {"rules", {{{"vendor", "google"}, {"probability", 0.2}, {"fault", {{"status", 500}}}}}}};
  };
  FaultScript first{script_with(1)};
  FaultScript second{script_with(1)};
  FaultScript other{script_with(2)};
  const std::vector<bool> drawn = fired(first, 1000);
  EXPECT_EQ(fired(second, 1000), drawn);
  EXPECT_NE(fired(other, 1000), drawn);
  EXPECT_NEAR(static_cast<double>(std::count(drawn.begin(), drawn.end(), true)), 200, 40);
  first.rewind();
  EXPECT_EQ(fired(first, 1000), drawn);
}

TEST(FaultScript, TakesSeveralFaultsInTurn) {
  FaultScript script{{{"rules", {{{"vendor", "google"}, {"faults", {{{"status", 500}}, {{"status", 503}}}}}}}}};
  EXPECT_EQ(script.next("google", "generate", {})->instead->status, 500);
  EXPECT_EQ(script.next("google", "generate", {})->instead->status, 503);
  EXPECT_EQ(script.next("google", "generate", {})->instead->status, 500);
  EXPECT_FALSE(script.next("elevenlabs", "speech", {}));
}

TEST(FaultScript, CountsForEachRuleAlsoWhereAnotherDecides) {
  FaultScript script{{{"rules",
                       {{{"vendor", "google"}, {"nth", {1, 2}}, {"fault", {{"status", 500}}}},
                        {{"vendor", "google"}, {"every", 2}, {"fault", {{"status", 503}}}}}}}};
  EXPECT_EQ(script.next("google", "generate", {})->instead->status, 500);
  EXPECT_EQ(script.next("google", "generate", {})->instead->status, 500);
  EXPECT_FALSE(script.next("google", "generate", {}));
  EXPECT_EQ(script.next("google", "generate", {})->instead->status, 503);
}

}  // namespace
}  // namespace vina::fake
