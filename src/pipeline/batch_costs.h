// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "pipeline/spend_plan.h"
#include "storage/spend_ledger.h"

namespace vina {

/// What a batch has paid, and what it would have paid had nothing been there.
class BatchCosts {
 public:
  struct Sums {
    std::size_t paid_calls = 0;  ///< that the vendors may charge for
    double paid_usd = 0;
    double paid_credits = 0;
    std::size_t saved_calls = 0;  ///< assets of lessons that were paid for earlier, or by another lesson
    double saved_usd = 0;
  };

  /// A lesson has ended: `charged` is what the vendors may charge since the last call, by whomever; `plan`, made after
  /// its end, says what the lesson is made of, and is empty where it has no video.
  void add(const std::vector<LedgerEntry>& charged, const SpendPlan& plan);

  const Sums& sums() const { return sums_; }

 private:
  Sums sums_;
  std::set<std::string> bought_;  ///< keys that no lesson has answered for yet
};

}  // namespace vina
