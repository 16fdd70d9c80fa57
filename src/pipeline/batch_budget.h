// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>

#include "pipeline/spend_plan.h"
#include "storage/budget.h"

namespace vina {

/// Sees to it that a lesson is begun only where the budget has room for all it would buy, so that nothing is paid for a
/// lesson that cannot be finished. What running lessons have been promised counts as spent. Thread-safe.
class BatchBudget {
 public:
  /// `budget` must outlive this object; the calls themselves reserve their money with it.
  explicit BatchBudget(const Budget& budget) : budget_{budget} {}

  /// Promises a lesson what its plan costs, and returns an empty text; where there is no room, why not. As long as
  /// other lessons run, which may need less than they were promised or buy what this one needs too, it waits for them
  /// and plans again. Throws what `plan` throws, and Error (kCancelled).
  std::string promise(std::size_t lesson, const std::function<SpendPlan()>& plan, const std::stop_token& stop);

  /// The lesson has ended. One without a promise may be ended too.
  void release(std::size_t lesson);

 private:
  const Budget& budget_;
  std::mutex mutex_;
  std::condition_variable_any released_;
  std::map<std::size_t, double> promised_usd_;  ///< [lesson that runs]
  std::size_t releases_ = 0;
};

}  // namespace vina
