// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/health.h"

namespace vina {
namespace {

using ::testing::HasSubstr;

const HealthCheck kGood{"codecs", "libx264", Health::kGood, "build 164", ""};
const HealthCheck kPartial{"scripts", "Thai", Health::kPartial, "no font", "install 'fonts-noto-core'"};
const HealthCheck kMissing{"voices", "espeak-ng", Health::kMissing, "no voices", "install 'espeak-ng-data'"};

TEST(HealthReport, IsHealthyWhileNothingEssentialIsMissing) {
  EXPECT_TRUE(is_healthy({kGood, kPartial}));
  EXPECT_FALSE(is_healthy({kGood, kMissing}));
}

TEST(HealthReport, SaysWhatIsMissingAndTheCure) {
  const std::string table = to_table({kGood, kPartial, kMissing});
  EXPECT_THAT(table, HasSubstr("ok       libx264            build 164\n"));
  EXPECT_THAT(table, HasSubstr("missing  espeak-ng          no voices; install 'espeak-ng-data'\n"));
  EXPECT_THAT(table, HasSubstr("Something essential is missing."));
}

TEST(HealthReport, IsOneJsonObject) {
  const auto json = nlohmann::json::parse(to_json({kGood, kPartial}));
  EXPECT_TRUE(json["healthy"].get<bool>());
  EXPECT_EQ(json["checks"].size(), 2U);
  EXPECT_TRUE(json["checks"][0]["cure"].is_null());
  EXPECT_EQ(json["checks"][1]["health"], "partial");
}

TEST(Health, ExaminesThisComputer) {
  const std::vector<HealthCheck> checks = examine_computer();
  for (const char* area : {"codecs", "voices", "fonts and themes", "storage", "computer"}) {
    EXPECT_TRUE(std::any_of(checks.begin(), checks.end(), [&](const auto& check) { return check.area == area; }))
        << area;
  }
  for (const HealthCheck& check : checks) EXPECT_EQ(check.health == Health::kGood, check.cure.empty()) << check.name;
}

}  // namespace
}  // namespace vina
