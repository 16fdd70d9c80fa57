// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/spend_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "fake_cloud/fake_cloud.h"
#include "pipeline/lesson_voice.h"
#include "pipeline/providers.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Two slides with one talk each; both figures share a prompt.
Lesson lesson_of_two_slides() {
  Lesson lesson{.title = "Tea"};
  lesson.slides.push_back(
      {.title = "Leaves", .items = {{"Green", "Green tea is mild.", Figure{.id = "a", .image_prompt = "A leaf"}}}});
  lesson.slides.push_back(
      {.title = "Water", .items = {{"Hot", "Hot water it is.", Figure{.id = "b", .image_prompt = "A leaf"}}}});
  return lesson;
}

class SpendPlanTest : public ::testing::Test {
 protected:
  SpendPlanTest() {
    options.vendors.cache = scratch / "cache";
    options.vendors.google.key = Secret{"google-key"};
    options.vendors.elevenlabs.key = Secret{"elevenlabs-key"};
  }

  std::vector<std::string> places() const {
    std::vector<std::string> all;
    for (const PlannedCall& call : plan_spending(lesson, options).calls) all.push_back(call.vendor + call.place);
    return all;
  }

  /// The message that refuses the plan of the options.
  std::string refusal() const {
    try {
      refuse_beyond_budget(plan_spending(lesson, options), options);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kBudgetReached);
      return error.public_message();
    }
    return "";
  }

  testing::ScratchFolder scratch;
  Lesson lesson = lesson_of_two_slides();
  RenderOptions options;
};

TEST_F(SpendPlanTest, IsEmptyWhereNoVendorIsAskedAndNeedsNoCache) {
  options.images = "gradient";
  options.voice = "espeak";
  options.vendors.cache.clear();
  options.vendors.budget_usd = 0;
  const SpendPlan plan = plan_spending(lesson, options);
  EXPECT_THAT(plan.calls, IsEmpty());
  EXPECT_EQ(plan.price_date, "");
  EXPECT_EQ(plan.credits_to_pay(), 0);
  EXPECT_EQ(plan.usd_to_pay(), 0);
  EXPECT_TRUE(plan.prices_known());
  EXPECT_EQ(refusal(), "");
}

TEST_F(SpendPlanTest, NamesTheCacheWherePaidThingsHaveNoPlace) {
  options.vendors.cache.clear();
  try {
    plan_spending(lesson, options);
    FAIL() << "went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
    EXPECT_THAT(error.public_message(), HasSubstr("--cache"));
  }
}

TEST_F(SpendPlanTest, HasPicturesFirstAndEqualPromptsOnce) {
  EXPECT_THAT(places(), ElementsAre("google/slides/0/items/0/figure", "elevenlabs/slides/0", "elevenlabs/slides/1"));
  lesson.slides[1].items[0].figure->image_prompt = "A kettle";
  EXPECT_THAT(places(), ElementsAre("google/slides/0/items/0/figure", "google/slides/1/items/0/figure",
                                    "elevenlabs/slides/0", "elevenlabs/slides/1"));
}

TEST_F(SpendPlanTest, AsksForNoPictureWithoutAPrompt) {
  options.voice = "espeak";
  lesson.slides[0].items[0].figure->image_prompt.clear();
  lesson.slides[1].items[0].figure.reset();
  EXPECT_THAT(places(), IsEmpty());
}

TEST_F(SpendPlanTest, CountsCreditsAndDollars) {
  const SpendPlan plan = plan_spending(lesson, options);
  ASSERT_THAT(plan.calls, SizeIs(3));
  EXPECT_EQ(plan.calls[0].model, options.vendors.google.model);
  EXPECT_EQ(plan.calls[0].usd, 0.039);
  EXPECT_EQ(plan.calls[0].credits, 0);
  EXPECT_EQ(plan.calls[1].model, "eleven_multilingual_v2");
  EXPECT_EQ(plan.calls[1].credits, 18) << "a credit a character";
  EXPECT_EQ(plan.calls[2].credits, 16);
  EXPECT_NEAR(plan.calls[2].usd.value_or(0), 16 * 6.0 / 30'000, 1e-9) << "the dearest plan where none is named";
  EXPECT_EQ(plan.credits_to_pay(), 34);
  EXPECT_NEAR(plan.usd_to_pay(), 0.039 + 34 * 6.0 / 30'000, 1e-9);
  EXPECT_TRUE(plan.at_dearest_plan);
  EXPECT_THAT(plan.price_date, SizeIs(10));
  EXPECT_THAT(plan.calls[0].key, SizeIs(64));
}

TEST_F(SpendPlanTest, TakesThePricesOfThePlanAndTheModel) {
  options.images = "gradient";
  options.vendors.elevenlabs.plan = "creator";
  options.vendors.elevenlabs.model = "eleven_flash_v2_5";
  const SpendPlan plan = plan_spending(lesson, options);
  EXPECT_FALSE(plan.at_dearest_plan);
  EXPECT_EQ(plan.credits_to_pay(), 17) << "half a credit a character";
  EXPECT_DOUBLE_EQ(plan.usd_to_pay(), 0.0016) << "0.00155, rounded up";
}

TEST_F(SpendPlanTest, RefusesMoreThanTheBudgetWithBothFigures) {
  EXPECT_EQ(refusal(), "") << "no budget, no bound";
  options.vendors.budget_usd = 0.0459;  // the plan costs 0.0458
  EXPECT_EQ(refusal(), "");
  options.vendors.budget_usd = 0.03;
  EXPECT_EQ(
      refusal(),
      "this lesson would cost about $0.0458, and --budget is $0.03; nothing was asked for ('vina plan' shows what "
      "costs what)");
  options.vendors.budget_usd = 0;
  EXPECT_THAT(refusal(), HasSubstr("--budget is $0.00"));
}

TEST_F(SpendPlanTest, SaysFractionsOfACent) {
  options.vendors.budget_usd = 0.045;  // the plan costs 0.0458
  EXPECT_THAT(refusal(), HasSubstr("about $0.0458, and --budget is $0.0450; nothing was asked for"));
}

/// 18 times 0.039 is a little more than 0.702 in binary.
TEST_F(SpendPlanTest, TakesTheFigureItShowsForABudget) {
  options.voice = "espeak";
  const Item item = lesson.slides[0].items[0];
  lesson.slides[0].items.clear();
  lesson.slides.pop_back();
  for (int i = 0; i < 18; ++i) {
    lesson.slides[0].items.push_back(item);
    lesson.slides[0].items.back().figure->image_prompt = "Leaf " + std::to_string(i);
  }
  ASSERT_THAT(plan_spending(lesson, options).calls, SizeIs(18));
  options.vendors.budget_usd = 0.702;
  EXPECT_EQ(refusal(), "");
  options.voice = "elevenlabs";
  options.vendors.elevenlabs.plan = "creator";  // a credit is no round number of dollars
  options.vendors.budget_usd = plan_spending(lesson, options).usd_to_pay();
  EXPECT_EQ(refusal(), "");
}

TEST_F(SpendPlanTest, RefusesABudgetWhereAPriceIsNotKnown) {
  options.vendors.google.model = "gemini-of-tomorrow";
  const SpendPlan plan = plan_spending(lesson, options);
  EXPECT_FALSE(plan.calls.at(0).usd.has_value());
  EXPECT_FALSE(plan.prices_known());
  EXPECT_EQ(refusal(), "");
  options.vendors.budget_usd = 100;
  EXPECT_THAT(refusal(), HasSubstr("--budget cannot be kept: no price is known"));
}

/// What was paid for by the providers themselves, so that the plan and they cannot disagree.
TEST_F(SpendPlanTest, PaysNothingForWhatIsThere) {
  const fake::FakeCloud cloud;
  options.vendors.google.key = Secret{"fake-google-key"};
  options.vendors.google.base_url = cloud.url();
  options.vendors.elevenlabs.key = Secret{"fake-elevenlabs-key"};
  options.vendors.elevenlabs.base_url = cloud.url();
  lesson.slides[1].items[0].figure->image_prompt = "A kettle";
  ASSERT_THAT(plan_spending(lesson, options).calls, SizeIs(4));
  EXPECT_THAT(cloud.journal().requests, IsEmpty()) << "planning asks nobody";

  const Providers providers = make_providers(options);
  ASSERT_TRUE(providers.images->picture(*lesson.slides[1].items[0].figure, {}));
  providers.speech->narrate(speech_request(lesson, 0, options), {});
  const SpendPlan plan = plan_spending(lesson, options);
  std::vector<bool> there;
  for (const PlannedCall& call : plan.calls) there.push_back(call.is_there);
  EXPECT_THAT(there, ElementsAre(false, true, true, false));
  EXPECT_NEAR(plan.usd_to_pay(), 0.039 + 16 * 6.0 / 30'000, 1e-9);
  EXPECT_EQ(plan.credits_to_pay(), 16);

  providers.images->picture(*lesson.slides[0].items[0].figure, {});
  providers.speech->narrate(speech_request(lesson, 1, options), {});
  options.vendors.budget_usd = 0;
  EXPECT_EQ(plan_spending(lesson, options).usd_to_pay(), 0);
  EXPECT_EQ(refusal(), "") << "what is there fits into any budget";
}

}  // namespace
}  // namespace vina
