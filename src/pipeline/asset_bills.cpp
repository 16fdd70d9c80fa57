// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/asset_bills.h"

#include "pipeline/spend_plan.h"

namespace vina {
namespace {

AssetBill bill_for(const PlannedCall& call, const std::vector<LedgerEntry>& charged) {
  AssetBill bill{call.place, call.vendor, call.model, call.key, "", {}};
  for (const LedgerEntry& entry : charged) {
    if (entry.key != call.key) continue;
    bill.outcome = entry.outcome;
    bill.cost += {entry.credits, entry.usd};
  }
  if (bill.outcome.empty()) bill.outcome = call.is_there ? "stored" : "missing";
  return bill;
}

}  // namespace

Cost& Cost::operator+=(const Cost& other) {
  credits += other.credits;
  usd = usd && other.usd ? std::optional{*usd + *other.usd} : std::nullopt;
  return *this;
}

Cost total_cost(const std::vector<AssetBill>& bills) {
  Cost total;
  for (const AssetBill& bill : bills) total += bill.cost;
  return total;
}

std::vector<AssetBill> list_asset_bills(const Lesson& lesson, const RenderOptions& options,
                                        const Providers& providers) {
  std::vector<AssetBill> bills;
  if (!providers.ledger) return bills;
  const std::vector<LedgerEntry> charged = providers.ledger->added();
  for (const PlannedCall& call : plan_spending(lesson, options).calls) bills.push_back(bill_for(call, charged));
  return bills;
}

}  // namespace vina
