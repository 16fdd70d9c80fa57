// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/asset_bills.h"

#include "pipeline/spend_plan.h"

namespace vina {
namespace {

AssetBill bill_for(const PlannedCall& call, const std::vector<LedgerEntry>& charged) {
  AssetBill bill{call.place, call.vendor, call.model, call.key, "", 0, 0.0};
  for (const LedgerEntry& entry : charged) {
    if (entry.key != call.key) continue;
    bill.outcome = entry.outcome;
    bill.credits += entry.credits;
    bill.usd = bill.usd && entry.usd ? std::optional{*bill.usd + *entry.usd} : std::nullopt;
  }
  if (bill.outcome.empty()) bill.outcome = call.is_there ? "stored" : "missing";
  return bill;
}

}  // namespace

std::vector<AssetBill> list_asset_bills(const Lesson& lesson, const RenderOptions& options,
                                        const Providers& providers) {
  std::vector<AssetBill> bills;
  if (!providers.ledger) return bills;
  const std::vector<LedgerEntry> charged = providers.ledger->added();
  for (const PlannedCall& call : plan_spending(lesson, options).calls) bills.push_back(bill_for(call, charged));
  return bills;
}

}  // namespace vina
