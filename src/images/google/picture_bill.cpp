// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/google/picture_bill.h"

#include <utility>

#include <fmt/format.h>

#include "base/error.h"

namespace vina {
namespace {

/// An answer that was lost or cannot be read is asked for once more.
constexpr int kMostCharges = 2;

}  // namespace

PictureBill::PictureBill(Budget& budget, SpendLedger& ledger, LedgerEntry entry)
    : budget_{budget}, ledger_{ledger}, entry_{std::move(entry)} {}

PictureBill::~PictureBill() {
  if (is_reserved_) budget_.settle(entry_.usd.value_or(0), 0);
}

bool PictureBill::allows_repeat() const {
  return charges_ < kMostCharges;
}

void PictureBill::reserve() {
  if (is_reserved_) return;
  if (!allows_repeat()) {
    throw Error{ErrorKind::kProviderUnavailable,
                fmt::format("{} answers of Google were lost or cannot be read, and each may have been charged; try "
                            "again later",
                            charges_)};
  }
  if (!entry_.usd && budget_.limit_usd()) {
    throw Error{ErrorKind::kBudgetReached,
                fmt::format("the price of a picture by {} is not known, so the budget cannot be kept; leave --budget "
                            "out, or use a model that resources/prices.json lists",
                            entry_.model)};
  }
  budget_.reserve(entry_.usd.value_or(0), entry_.subject);
  is_reserved_ = true;
}

void PictureBill::charge_lost() {
  ++charges_;
  ledger_.add(spend("lost", entry_.usd));
}

LedgerEntry PictureBill::charge_answered(std::optional<double> usd) {
  ++charges_;
  return spend("answered", usd);
}

void PictureBill::charge_without_picture(std::optional<double> usd) {
  ledger_.add(spend("without a picture", usd));
}

LedgerEntry PictureBill::spend(const char* outcome, std::optional<double> usd) {
  is_reserved_ = false;
  budget_.settle(entry_.usd.value_or(0), usd.value_or(0));
  LedgerEntry entry = entry_;
  entry.outcome = outcome;
  entry.usd = usd;
  return entry;
}

}  // namespace vina
