// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/budget.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "base/error.h"

namespace vina {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(Budget, LetsEverythingPassWithoutALimit) {
  Budget budget;
  budget.reserve(1e6, "a palace");
  EXPECT_EQ(budget.spent_usd(), 1e6);
  EXPECT_FALSE(budget.limit_usd().has_value());
}

TEST(Budget, CanBeSpentToTheLastCentInSmallSums) {
  Budget budget{1.0};
  for (int i = 0; i < 10; ++i) budget.reserve(0.1, "a tenth");
  EXPECT_THROW(budget.reserve(0.001, "more"), Error);
}

TEST(Budget, NamesTheThingItsPriceAndWhatIsSpent) {
  Budget budget{0.1};
  budget.reserve(0.078, "two pictures");
  try {
    budget.reserve(0.039, "picture of figure-1-2");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kBudgetReached);
    EXPECT_THAT(error.public_message(), AllOf(HasSubstr("picture of figure-1-2 would cost about $0.039"),
                                              HasSubstr("$0.078 of the budget of $0.100"), HasSubstr("--budget")));
  }
  EXPECT_EQ(budget.spent_usd(), 0.078) << "what was refused is not spent";
}

TEST(Budget, GetsBackWhatACallDidNotCost) {
  Budget budget{1.0};
  budget.reserve(1.0, "a call");
  budget.settle(1.0, 0.0);
  EXPECT_EQ(budget.spent_usd(), 0.0);
  budget.reserve(0.5, "a call");
  budget.settle(0.5, 0.75);
  EXPECT_EQ(budget.spent_usd(), 0.75);
  EXPECT_THROW(budget.reserve(0.5, "another"), Error);
}

TEST(Budget, AllowsWhatIsFreeWhenNothingIsLeft) {
  Budget budget{0.0};
  EXPECT_NO_THROW(budget.reserve(0.0, "a list of models"));
  EXPECT_THROW(budget.reserve(0.001, "a picture"), Error);
}

TEST(Budget, IsNotPassedByCallsAtTheSameTime) {
  Budget budget{10.0};
  std::atomic<int> granted{0};
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int call = 0; call < 100; ++call) {
        try {
          budget.reserve(0.25, "a call");
          ++granted;
        } catch (const Error&) {  // the limit
        }
      }
    });
  }
  threads.clear();
  EXPECT_EQ(granted, 40);
}

}  // namespace
}  // namespace vina
