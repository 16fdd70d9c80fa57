// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/batch_budget.h"

#include <atomic>
#include <chrono>
#include <future>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace vina {
namespace {

using std::chrono_literals::operator""ms;
using ::testing::HasSubstr;

SpendPlan plan_of(double usd) {
  return {.calls = {{.place = "", .vendor = "google", .model = "m", .key = "k", .usd = usd}},
          .price_date = "2026-01-01"};
}

std::string promise(BatchBudget& budget, std::size_t lesson, double usd) {
  return budget.promise(lesson, [usd] { return plan_of(usd); }, {});
}

TEST(BatchBudget, HasRoomForEverythingWithoutALimit) {
  const Budget unlimited;
  BatchBudget budget{unlimited};
  EXPECT_EQ(budget.promise(0, [] { return SpendPlan{}; }, {}), "");
}

TEST(BatchBudget, RefusesALessonThatDoesNotFit) {
  const Budget limited{1.0};
  BatchBudget budget{limited};
  EXPECT_THAT(promise(budget, 0, 1.5), HasSubstr("would cost about $1.5000, and $1.0000 of the --budget of $1.00"));
  EXPECT_EQ(promise(budget, 1, 1.0), "") << "which fits exactly";
}

TEST(BatchBudget, CountsWhatWasSpent) {
  Budget limited{1.0};
  BatchBudget budget{limited};
  ASSERT_EQ(promise(budget, 0, 0.6), "");
  limited.reserve(0.5, "a picture");
  budget.release(0);
  EXPECT_THAT(promise(budget, 1, 0.6), HasSubstr("$0.5000 of"));
  EXPECT_EQ(promise(budget, 2, 0.5), "");
}

TEST(BatchBudget, BeginsWhatCostsNothingWhateverIsLeft) {
  Budget limited{0.1};
  limited.reserve(0.1, "a picture");
  BatchBudget budget{limited};
  EXPECT_EQ(promise(budget, 0, 0), "");
}

TEST(BatchBudget, RefusesWhatHasNoPrice) {
  const Budget limited{1.0};
  BatchBudget budget{limited};
  const auto unknown = [] {
    SpendPlan plan = plan_of(0);
    plan.calls.front().usd.reset();
    return plan;
  };
  EXPECT_THAT(budget.promise(0, unknown, {}), HasSubstr("no price is known"));
}

TEST(BatchBudget, WaitsForARunningLessonAndPlansAgain) {
  const Budget limited{1.0};
  BatchBudget budget{limited};
  ASSERT_EQ(promise(budget, 0, 0.8), "");
  std::atomic<int> plans = 0;
  std::future<std::string> second = std::async(
      std::launch::async, [&] { return budget.promise(1, [&] { return plan_of(++plans == 1 ? 0.5 : 0.0); }, {}); });
  EXPECT_EQ(second.wait_for(50ms), std::future_status::timeout);
  budget.release(0);
  EXPECT_EQ(second.get(), "") << "the first has bought what both need";
  EXPECT_EQ(plans, 2);
}

TEST(BatchBudget, StopsWaitingWhenAsked) {
  const Budget limited{1.0};
  BatchBudget budget{limited};
  ASSERT_EQ(promise(budget, 0, 1.0), "");
  std::stop_source stop;
  std::future<std::string> second = std::async(std::launch::async, [&] {
    return budget.promise(
        1, [] { return plan_of(0.5); }, stop.get_token());
  });
  std::this_thread::sleep_for(20ms);
  stop.request_stop();
  EXPECT_THROW(second.get(), Error);
}

}  // namespace
}  // namespace vina
