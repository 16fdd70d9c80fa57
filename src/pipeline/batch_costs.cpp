// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/batch_costs.h"

namespace vina {

void BatchCosts::add(const std::vector<LedgerEntry>& charged, const SpendPlan& plan) {
  for (const LedgerEntry& entry : charged) {
    if (entry.outcome == "found") continue;  // recovered without a second charge
    ++sums_.paid_calls;
    sums_.paid_usd += entry.usd.value_or(0);
    sums_.paid_credits += entry.credits;
    bought_.insert(entry.key);
  }
  for (const PlannedCall& call : plan.calls) {
    if (!call.is_there || bought_.erase(call.key) > 0) continue;
    ++sums_.saved_calls;
    sums_.saved_usd += call.usd.value_or(0);
  }
}

}  // namespace vina
