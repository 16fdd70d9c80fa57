// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <optional>

#include "storage/budget.h"
#include "storage/spend_ledger.h"

namespace vina {

/// The money of one picture, over all attempts at it: each is reserved in the budget before it is sent, and entered in
/// the ledger once the vendor may have charged for it, but for the one that brought the picture. One thread at a time.
class PictureBill {
 public:
  /// `entry` is what all entries of this picture share; `entry.usd` is the estimate. Budget and ledger outlive the
  /// bill.
  PictureBill(Budget& budget, SpendLedger& ledger, LedgerEntry entry);
  PictureBill(const PictureBill&) = delete;
  PictureBill& operator=(const PictureBill&) = delete;
  /// Gives back what is reserved and was not charged.
  ~PictureBill();

  /// Before each attempt. Throws Error: kBudgetReached where the limit would be passed or the price is not known though
  /// there is a limit; kProviderUnavailable where two attempts may have been charged already.
  void reserve();
  /// Whether reserve() will take another attempt, the budget permitting.
  bool allows_repeat() const;
  /// The attempt may have been charged, and there is no answer that is of use.
  void charge_lost();
  /// The attempt was answered with a picture. The entry is the ledger's, and not in it yet: the picture is stored
  /// first.
  LedgerEntry charge_answered(std::optional<double> usd);
  /// The attempt was answered without a picture, for a fraction of the price. How many of these there may be is not
  /// this class's business.
  void charge_without_picture(std::optional<double> usd);

 private:
  LedgerEntry spend(const char* outcome, std::optional<double> usd);

  Budget& budget_;
  SpendLedger& ledger_;
  LedgerEntry entry_;
  bool is_reserved_ = false;
  int charges_ = 0;
};

}  // namespace vina
