// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/batch_budget.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/cancellation.h"

namespace vina {
namespace {

/// Less than any price, more than what sums of prices lose in rounding.
constexpr double kRounding = 1e-9;

}  // namespace

std::string BatchBudget::promise(std::size_t lesson, const std::function<SpendPlan()>& plan,
                                 const std::stop_token& stop) {
  if (!budget_.limit_usd()) return {};
  const double limit = *budget_.limit_usd();
  std::unique_lock lock{mutex_};
  while (true) {
    throw_if_stopped(stop);
    const SpendPlan planned = plan();
    if (!planned.prices_known()) {
      return "--budget cannot be kept: no price is known for a model that would be asked; choose another model, or "
             "leave --budget out";
    }
    double taken = budget_.spent_usd();  // by those that run as well, so that their part counts twice
    for (const auto& [running, usd] : promised_usd_) taken += usd;
    const double usd = planned.usd_to_pay();
    if (usd <= kRounding || taken + usd <= limit + kRounding) {
      promised_usd_[lesson] = usd;
      return {};
    }
    if (promised_usd_.empty()) {
      return fmt::format(
          "would cost about ${:.4f}, and ${:.4f} of the --budget of ${:.2f} are left; run the batch again with a "
          "larger one",
          usd, std::max(0.0, limit - taken), limit);
    }
    const std::size_t seen = releases_;
    released_.wait(lock, stop, [&] { return releases_ != seen; });
  }
}

void BatchBudget::release(std::size_t lesson) {
  {
    const std::lock_guard lock{mutex_};
    if (promised_usd_.erase(lesson) == 0) return;
    ++releases_;
  }
  released_.notify_all();
}

}  // namespace vina
