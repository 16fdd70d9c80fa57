// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/google/picture_bill.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "base/error.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using ::testing::HasSubstr;

class PictureBillTest : public ::testing::Test {
 protected:
  static LedgerEntry entry(std::optional<double> usd) {
    return {.vendor = "google", .model = "m", .key = "k", .subject = "picture of figure-1-2", .usd = usd};
  }
  ErrorKind kind_of_refusal(PictureBill& bill) {
    try {
      bill.reserve();
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), HasSubstr("; ")) << "names no cure";
      return error.kind();
    }
    ADD_FAILURE() << "was not refused";
    return ErrorKind::kInternal;
  }

  testing::ScratchFolder scratch_;
  SpendLedger ledger_{scratch_ / "ledger.jsonl"};
  Budget budget_{1.0};
};

TEST_F(PictureBillTest, HoldsTheEstimateUntilTheCallIsOver) {
  {
    PictureBill bill{budget_, ledger_, entry(0.25)};
    bill.reserve();
    EXPECT_DOUBLE_EQ(budget_.spent_usd(), 0.25);
  }
  EXPECT_DOUBLE_EQ(budget_.spent_usd(), 0) << "nothing was charged";
  EXPECT_TRUE(ledger_.entries().empty());
}

TEST_F(PictureBillTest, ReservesOnceForAttemptsThatAreNotCharged) {
  PictureBill bill{budget_, ledger_, entry(0.25)};
  for (int attempt = 0; attempt < 4; ++attempt) bill.reserve();
  EXPECT_DOUBLE_EQ(budget_.spent_usd(), 0.25);
}

TEST_F(PictureBillTest, SpendsAndRecordsWhatTheAnswerCost) {
  {
    PictureBill bill{budget_, ledger_, entry(0.25)};
    bill.reserve();
    ledger_.add(bill.charge_answered(0.2));
  }
  EXPECT_DOUBLE_EQ(budget_.spent_usd(), 0.2);
  const std::vector<LedgerEntry> entries = ledger_.entries();
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].outcome, "answered");
  EXPECT_EQ(entries[0].usd, 0.2);
  EXPECT_EQ(entries[0].vendor, "google");
  EXPECT_EQ(entries[0].model, "m");
  EXPECT_EQ(entries[0].key, "k");
  EXPECT_EQ(entries[0].subject, "picture of figure-1-2");
}

TEST_F(PictureBillTest, ReservesAgainAfterALostAnswer) {
  PictureBill bill{budget_, ledger_, entry(0.75)};
  bill.reserve();
  bill.charge_lost();
  EXPECT_EQ(kind_of_refusal(bill), ErrorKind::kBudgetReached) << "two would be more than there is";
  EXPECT_DOUBLE_EQ(budget_.spent_usd(), 0.75);
}

TEST_F(PictureBillTest, AllowsTwoChargesAndNoMore) {
  PictureBill bill{budget_, ledger_, entry(0.01)};
  for (int charge = 0; charge < 2; ++charge) {
    bill.reserve();
    bill.charge_lost();
  }
  EXPECT_EQ(kind_of_refusal(bill), ErrorKind::kProviderUnavailable);
  EXPECT_EQ(ledger_.entries().size(), 2U);
}

TEST_F(PictureBillTest, SpendsNothingUnknownUnderALimit) {
  PictureBill bill{budget_, ledger_, entry(std::nullopt)};
  EXPECT_EQ(kind_of_refusal(bill), ErrorKind::kBudgetReached);
}

TEST_F(PictureBillTest, RecordsAnUnknownPriceAsUnknownWhereThereIsNoLimit) {
  Budget unlimited;
  PictureBill bill{unlimited, ledger_, entry(std::nullopt)};
  bill.reserve();
  ledger_.add(bill.charge_answered(std::nullopt));
  EXPECT_EQ(ledger_.entries().at(0).usd, std::nullopt);
}

}  // namespace
}  // namespace vina
