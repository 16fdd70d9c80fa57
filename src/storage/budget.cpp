// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/budget.h"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>

#include "base/error.h"

namespace vina {
namespace {

/// Less than any price, more than what sums of prices lose in rounding.
constexpr double kRounding = 1e-9;

/// Cents, or tenths of a cent for what is cheap.
std::string dollars(double usd) {
  return usd > 0 && usd < 0.995 ? fmt::format("${:.3f}", usd) : fmt::format("${:.2f}", usd);
}

}  // namespace

void Budget::reserve(double usd, const std::string& subject) {
  assert(usd >= 0);
  const std::lock_guard guard{mutex_};
  if (limit_usd_ && spent_usd_ + usd > *limit_usd_ + kRounding) {
    throw Error{ErrorKind::kBudgetReached,
                fmt::format("{} would cost about {}, and {} of the budget of {} are spent or promised; give a larger "
                            "--budget",
                            subject, dollars(usd), dollars(spent_usd_), dollars(*limit_usd_))};
  }
  spent_usd_ += usd;
}

void Budget::settle(double reserved_usd, double actual_usd) {
  assert(reserved_usd >= 0 && actual_usd >= 0);
  const std::lock_guard guard{mutex_};
  spent_usd_ = std::max(0.0, spent_usd_ - reserved_usd + actual_usd);
}

double Budget::spent_usd() const {
  const std::lock_guard guard{mutex_};
  return spent_usd_;
}

}  // namespace vina
