// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Several runs with several threads each, which all want the same assets.

#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <map>
#include <numeric>
#include <random>
#include <thread>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "storage/asset_store.h"
#include "storage/spend_ledger.h"
#include "support/file_content.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using Json = nlohmann::json;
using namespace std::chrono_literals;

constexpr int kProcesses = 4;
constexpr int kThreads = 4;
constexpr int kKeys = 40;

Json request(int number) {
  return {{"vendor", "test"}, {"number", number}};
}

std::string content(int number) {
  return std::string(10'000, static_cast<char>('a' + number % 26)) + std::to_string(number);
}

/// Asks for every asset in an order of its own, and records in the ledger each one it had to make.
void ask_for_all(AssetStore& store, SpendLedger& ledger, unsigned seed) {
  std::vector<int> numbers(kKeys);
  std::iota(numbers.begin(), numbers.end(), 0);
  std::shuffle(numbers.begin(), numbers.end(), std::mt19937{seed});
  for (const int number : numbers) {
    const AssetKey key = asset_key(request(number));
    const auto make = [&](AssetStore::EarlierAttempt) {
      ledger.add({.time = "",
                  .vendor = "test",
                  .model = "",
                  .key = key.hex,
                  .subject = std::to_string(number),
                  .outcome = "answered",
                  .credits = 1,
                  .usd = std::nullopt});
      std::this_thread::sleep_for(5ms);
      return Asset{content(number), "png", "{}"};
    };
    const StoredAsset asset = store.get_or_make(request(number), make, {});
    if (testing::content_of(asset.file) != content(number)) throw std::runtime_error{"not the asset"};
  }
}

[[noreturn]] void run_process(const std::filesystem::path& folder, unsigned process) {
  try {
    AssetStore store{folder};
    SpendLedger ledger{folder / "ledger.jsonl"};
    std::vector<std::jthread> threads;
    for (unsigned thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&, seed = process * kThreads + thread] { ask_for_all(store, ledger, seed); });
    }
    threads.clear();
  } catch (...) {
    ::_exit(1);
  }
  ::_exit(0);
}

std::vector<pid_t> start_processes(const std::filesystem::path& folder) {
  std::vector<pid_t> processes;
  for (unsigned process = 0; process < kProcesses; ++process) {
    processes.push_back(::fork());
    if (processes.back() == 0) run_process(folder, process);
  }
  return processes;
}

std::map<std::string, int> makes_by_key(const std::filesystem::path& folder) {
  std::map<std::string, int> makes;
  for (const LedgerEntry& entry : SpendLedger{folder / "ledger.jsonl"}.entries()) ++makes[entry.key];
  return makes;
}

TEST(SharedStore, PaysOnceForWhatSixteenThreadsOfFourProcessesWant) {
  const testing::ScratchFolder scratch;
  for (const pid_t process : start_processes(scratch / "cache")) {
    int status = 1;
    ::waitpid(process, &status, 0);
    EXPECT_EQ(status, 0);
  }
  const std::map<std::string, int> makes = makes_by_key(scratch / "cache");
  EXPECT_EQ(makes.size(), static_cast<std::size_t>(kKeys));
  for (const auto& [key, count] : makes) EXPECT_EQ(count, 1) << key;
  AssetStore store{scratch / "cache"};
  EXPECT_EQ(store.list().size(), static_cast<std::size_t>(kKeys));
  EXPECT_TRUE(store.verify().empty());
  EXPECT_TRUE(std::filesystem::is_empty(store.folder() / "locks"));
}

TEST(SharedStore, PaysForNoMoreThanWhatWasInFlightAtAKill) {
  const testing::ScratchFolder scratch;
  std::mt19937 random{20261122};
  int kills = 0;
  for (int round = 0; round < 5; ++round) {
    for (const pid_t process : start_processes(scratch / "cache")) {
      std::this_thread::sleep_for(std::chrono::milliseconds{random() % 60});
      if (::kill(process, SIGKILL) == 0) ++kills;
      ::waitpid(process, nullptr, 0);
    }
  }
  for (const pid_t process : start_processes(scratch / "cache")) {
    int status = 1;
    ::waitpid(process, &status, 0);
    EXPECT_EQ(status, 0);
  }
  int makes = 0;
  for (const auto& [key, count] : makes_by_key(scratch / "cache")) makes += count;
  EXPECT_GE(makes, kKeys);
  EXPECT_LE(makes, kKeys + kills * kThreads);
  RecordProperty("makes", makes);
  RecordProperty("kills", kills);
  AssetStore store{scratch / "cache"};
  EXPECT_EQ(store.list().size(), static_cast<std::size_t>(kKeys));
  store.verify();
  EXPECT_TRUE(store.verify().empty());
}

}  // namespace
}  // namespace vina
