// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/spend_ledger.h"

#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "base/error.h"
#include "storage/iso_time.h"
#include "support/file_content.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using testing::content_of;

LedgerEntry entry(const std::string& subject) {
  return {.time = "",
          .vendor = "google",
          .model = "m",
          .key = "0123",
          .subject = subject,
          .outcome = "answered",
          .credits = 0,
          .usd = 0.039};
}

class SpendLedgerTest : public ::testing::Test {
 protected:
  testing::ScratchFolder scratch_;
  std::filesystem::path file_ = scratch_ / "cache/ledger.jsonl";
};

TEST_F(SpendLedgerTest, IsEmptyBeforeTheFirstEntry) {
  EXPECT_TRUE(SpendLedger{file_}.entries().empty());
}

TEST_F(SpendLedgerTest, TellsWhetherAnAssetHasAnEntrySinceATime) {
  SpendLedger ledger{file_};
  LedgerEntry old = entry("picture of figure-1");
  old.time = "2026-11-22T20:00:00.500Z";
  ledger.add(old);
  const auto then = *from_iso_time(old.time);
  EXPECT_TRUE(ledger.has_entry("0123", then - std::chrono::hours{1}));
  EXPECT_TRUE(ledger.has_entry("0123", then));
  EXPECT_FALSE(ledger.has_entry("0123", then + std::chrono::milliseconds{1}));
  EXPECT_FALSE(ledger.has_entry("4567", then));
  const std::string outcome = ledger.entries().at(0).outcome;
  EXPECT_TRUE(ledger.has_entry("0123", then, {"another", outcome}));
  EXPECT_FALSE(ledger.has_entry("0123", then, {"another"}));
}

TEST_F(SpendLedgerTest, GivesBackWhatWasAdded) {
  SpendLedger ledger{file_};
  ledger.add(entry("picture of figure-1"));
  LedgerEntry speech = entry("slide 2 \"of\" 3\n–");
  speech.time = "2026-11-22T20:00:00.000Z";
  speech.credits = 120.5;
  speech.usd.reset();
  ledger.add(speech);
  const auto entries = SpendLedger{file_}.entries();
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_TRUE(from_iso_time(entries[0].time).has_value());
  EXPECT_EQ(entries[0].usd, 0.039);
  EXPECT_EQ(entries[0].key, "0123");
  EXPECT_EQ(entries[1].subject, speech.subject);
  EXPECT_EQ(entries[1].time, speech.time);
  EXPECT_EQ(entries[1].credits, 120.5);
  EXPECT_FALSE(entries[1].usd.has_value());
}

TEST_F(SpendLedgerTest, IsOneLineAnEntryForItsOwnerAlone) {
  LedgerEntry fixed = entry("a");
  fixed.time = "2026-11-22T20:00:00.000Z";
  SpendLedger{file_}.add(fixed);
  EXPECT_EQ(
      content_of(file_),
      "{\"time\":\"2026-11-22T20:00:00.000Z\",\"vendor\":\"google\",\"model\":\"m\",\"key\":\"0123\",\"subject\":\"a\","
      "\"outcome\":\"answered\",\"credits\":0.0,\"usd\":0.039}\n");
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(file_).permissions(), perms::owner_read | perms::owner_write);
}

TEST_F(SpendLedgerTest, LosesNothingButTheLineThatWasCutOff) {
  SpendLedger ledger{file_};
  ledger.add(entry("first"));
  ledger.add(entry("second"));
  std::filesystem::resize_file(file_, std::filesystem::file_size(file_) - 10);
  ASSERT_EQ(ledger.entries().size(), 1U);
  ledger.add(entry("third"));
  const auto entries = ledger.entries();
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].subject, "first");
  EXPECT_EQ(entries[1].subject, "third");
}

TEST_F(SpendLedgerTest, CountsALineThatLacksOnlyItsEnd) {
  SpendLedger ledger{file_};
  ledger.add(entry("first"));
  std::filesystem::resize_file(file_, std::filesystem::file_size(file_) - 1);
  EXPECT_EQ(ledger.entries().size(), 1U);
  ledger.add(entry("second"));
  EXPECT_EQ(ledger.entries().size(), 2U);
}

TEST_F(SpendLedgerTest, PassesOverWhatIsNoEntry) {
  SpendLedger ledger{file_};
  std::ofstream{file_} << "\n{}\nnull\n{\"time\": 1}\n\xff\n";
  ledger.add(entry("only"));
  EXPECT_EQ(ledger.entries().size(), 1U);
}

TEST_F(SpendLedgerTest, KeepsLinesOfThreadsAndProcessesApart) {
  constexpr int kProcesses = 3;
  constexpr int kThreads = 3;
  constexpr int kEntries = 20;
  for (int process = 0; process < kProcesses; ++process) {
    if (::fork() != 0) continue;
    SpendLedger ledger{file_};
    {
      std::vector<std::jthread> threads;
      for (int thread = 0; thread < kThreads; ++thread) {
        threads.emplace_back([&ledger, thread] {
          for (int i = 0; i < kEntries; ++i)
            ledger.add(entry(std::string(static_cast<std::size_t>(500 * thread), 'x')));
        });
      }
    }
    ::_exit(0);
  }
  for (int process = 0; process < kProcesses; ++process) {
    int status = 1;
    ::wait(&status);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(SpendLedger{file_}.entries().size(), static_cast<std::size_t>(kProcesses * kThreads * kEntries));
  const std::string text = content_of(file_);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), kProcesses * kThreads * kEntries);
}

TEST_F(SpendLedgerTest, TellsWhatWasAddedThroughItNow) {
  SpendLedger other{file_};
  other.add(entry("of another render"));
  SpendLedger ledger{file_};
  EXPECT_TRUE(ledger.added().empty());
  LedgerEntry earlier = entry("of a run that was killed");
  earlier.time = "2026-11-22T20:00:00.500Z";
  ledger.add(earlier);
  ledger.add(entry("of this one"));
  ASSERT_EQ(ledger.added().size(), 1U);
  EXPECT_EQ(ledger.added()[0].subject, "of this one");
  EXPECT_EQ(ledger.entries().size(), 3U);
}

TEST_F(SpendLedgerTest, TellsEachWriterItsOwnEntries) {
  SpendLedger whole{file_};
  SpendLedger first{whole};
  SpendLedger second{whole};
  first.add(entry("of the first"));
  second.add(entry("of the second"));
  ASSERT_EQ(first.added().size(), 1U);
  EXPECT_EQ(first.added()[0].subject, "of the first");
  EXPECT_EQ(second.added().size(), 1U);
  EXPECT_EQ(whole.added().size(), 2U);
  EXPECT_EQ(first.entries().size(), 2U);
  EXPECT_EQ(SpendLedger{file_}.entries().size(), 2U);
}

TEST_F(SpendLedgerTest, NamesTheFileItCannotWrite) {
  std::filesystem::create_directories(file_);
  try {
    SpendLedger{file_}.add(entry("a"));
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kStorage);
    EXPECT_NE(error.public_message().find("ledger.jsonl"), std::string::npos);
  }
}

}  // namespace
}  // namespace vina
