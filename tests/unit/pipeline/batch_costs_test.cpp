// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/batch_costs.h"

#include <gtest/gtest.h>

namespace vina {
namespace {

LedgerEntry charge(const std::string& key, double usd, const std::string& outcome = "answered") {
  LedgerEntry entry;
  entry.key = key;
  entry.outcome = outcome;
  entry.usd = usd;
  entry.credits = 10;
  return entry;
}

SpendPlan plan_of(const std::vector<std::string>& keys, bool is_there = true) {
  SpendPlan plan;
  for (const std::string& key : keys) plan.calls.push_back({.key = key, .usd = 0.5, .is_there = is_there});
  return plan;
}

TEST(BatchCosts, CountsWhatWasBoughtOnceAndWhatWasThereAsSaved) {
  BatchCosts costs;
  costs.add({charge("a", 0.5), charge("b", 0.4)}, plan_of({"a", "b", "c"}));
  EXPECT_EQ(costs.sums().paid_calls, 2U);
  EXPECT_DOUBLE_EQ(costs.sums().paid_usd, 0.9);
  EXPECT_DOUBLE_EQ(costs.sums().paid_credits, 20);
  EXPECT_EQ(costs.sums().saved_calls, 1U) << "c was there";
  costs.add({}, plan_of({"a"}));
  EXPECT_EQ(costs.sums().saved_calls, 2U) << "another lesson has bought it";
  EXPECT_DOUBLE_EQ(costs.sums().saved_usd, 1.0);
}

TEST(BatchCosts, SavesNothingWithWhatIsNotThere) {
  BatchCosts costs;
  costs.add({charge("a", 0.5, "lost")}, plan_of({"a", "b"}, false));
  EXPECT_EQ(costs.sums().paid_calls, 1U) << "it may have been charged";
  EXPECT_EQ(costs.sums().saved_calls, 0U);
}

TEST(BatchCosts, DoesNotCountWhatWasFoundAsPaid) {
  BatchCosts costs;
  costs.add({charge("a", 0, "found")}, plan_of({"a"}));
  EXPECT_EQ(costs.sums().paid_calls, 0U);
  EXPECT_EQ(costs.sums().saved_calls, 1U);
}

}  // namespace
}  // namespace vina
