// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/plan_listing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vina {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

SpendPlan plan_of_one_voice() {
  return {.calls = {{.place = "/slides/0",
                     .vendor = "elevenlabs",
                     .model = "eleven_multilingual_v2",
                     .key = "0123456789abcdef",
                     .credits = 1000,
                     .usd = 0.2}},
          .price_date = "2026-11-22"};
}

TEST(PlanListing, SaysThatThePriceIsTheDearestPlansWhereNoneIsNamed) {
  SpendPlan plan = plan_of_one_voice();
  EXPECT_THAT(to_table(plan), HasSubstr("about $0.20 and 1000 credits (prices of 2026-11-22).\n"));
  plan.at_dearest_plan = true;
  EXPECT_THAT(to_table(plan),
              HasSubstr("about $0.20 and 1000 credits (prices of 2026-11-22; ElevenLabs at the dearest plan: set "
                        "VINA_ELEVENLABS_PLAN to yours).\n"));
}

TEST(PlanListing, SaysNothingOfPlansWhereNoVoiceIsToBePaid) {
  SpendPlan plan = plan_of_one_voice();
  plan.at_dearest_plan = true;
  plan.calls[0].is_there = true;
  EXPECT_THAT(to_table(plan), Not(HasSubstr("VINA_ELEVENLABS_PLAN")));
}

}  // namespace
}  // namespace vina
