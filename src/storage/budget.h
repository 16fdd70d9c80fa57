// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <mutex>
#include <optional>
#include <string>

namespace vina {

/// Money that a run may spend. Each paid call reserves its estimate first, so that calls in flight at the same time
/// cannot pass the limit together. Thread-safe.
class Budget {
 public:
  /// Nothing: no limit.
  explicit Budget(std::optional<double> limit_usd = std::nullopt) : limit_usd_{limit_usd} {}

  /// Throws Error (kBudgetReached), naming what was to be bought, its price, what is spent and the limit, if this would
  /// pass it.
  void reserve(double usd, const std::string& subject);
  /// The reserved call cost `actual_usd` instead (0 for one that failed without a charge).
  void settle(double reserved_usd, double actual_usd);

  /// What calls have cost, and what is reserved for those in flight.
  double spent_usd() const;
  std::optional<double> limit_usd() const { return limit_usd_; }

 private:
  std::optional<double> limit_usd_;
  double spent_usd_ = 0;
  mutable std::mutex mutex_;
};

}  // namespace vina
