// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// What is left when processes are killed at any moment.

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <csignal>
#include <random>
#include <set>
#include <thread>

#include <nlohmann/json.hpp>

#include "base/file_descriptor.h"
#include "storage/asset_store.h"
#include "support/file_content.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using Json = nlohmann::json;
using namespace std::chrono_literals;

constexpr int kKills = 50;
constexpr int kKeys = 400;

Json request(int number) {
  return {{"number", number}};
}

/// As large as a short sound, so that kills fall into its writing as well; another one each time it is made.
Asset make_asset(int number, int round) {
  std::string content = std::to_string(number) + " " + std::to_string(round) + " ";
  content.resize(64'000, static_cast<char>('a' + number % 26));
  return {std::move(content), number % 2 == 0 ? "png" : "mp3", Json{{"round", round}}.dump()};
}

/// Stores assets until it is killed, and tells each one through the pipe: "made" before make() returns, "stored" after.
/// A line is shorter than PIPE_BUF, so it arrives whole or not at all.
struct Note {
  int number;
  bool stored;
};

void tell(int pipe, int number, bool stored) {
  const Note note{number, stored};
  if (::write(pipe, &note, sizeof note) != static_cast<ssize_t>(sizeof note)) ::_exit(1);
}

[[noreturn]] void store_until_killed(const std::filesystem::path& folder, int pipe, int round) {
  AssetStore store{folder};
  std::mt19937 random{static_cast<unsigned>(round)};
  while (true) {
    const int number = static_cast<int>(random() % kKeys);
    const StoredAsset stored = store.get_or_make(request(number),
                                                 [&](AssetStore::EarlierAttempt) {
                                                   tell(pipe, number, false);
                                                   return make_asset(number, round);
                                                 },
                                                 {});
    if (!stored.was_there) tell(pipe, number, true);
  }
}

struct Tally {
  int made = 0;
  std::set<int> stored;
};

/// One process, killed a while after it has told `notes` things; adds all that it told. (Counting notes rather than
/// time makes a slow disk as good as a fast one.)
void run_and_kill(const std::filesystem::path& folder, int round, int notes, std::chrono::microseconds then,
                  Tally& tally) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    store_until_killed(folder, ends[1], round);
  }
  ::close(ends[1]);
  const FileDescriptor reading{ends[0]};
  Note note{};
  for (int told = 0; told == notes || ::read(reading.get(), &note, sizeof note) > 0; ++told) {
    if (told == notes) {
      std::this_thread::sleep_for(then);
      ::kill(child, SIGKILL);
      continue;
    }
    if (note.stored) {
      tally.stored.insert(note.number);
    } else {
      ++tally.made;
    }
  }
  ::waitpid(child, nullptr, 0);
}

/// What is in the store but for locks, by its ending.
std::multiset<std::string> endings_in(const std::filesystem::path& folder) {
  std::multiset<std::string> endings;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
    const std::string ending = entry.path().extension();
    if (entry.is_regular_file() && !ending.empty() && ending != ".part") endings.insert(ending);
  }
  return endings;
}

TEST(AssetStoreKilled, KeepsEveryAssetThatWasStoredAndNoneInPart) {
  const testing::ScratchFolder scratch;
  const std::filesystem::path folder = scratch / "cache";
  std::mt19937 random{20261122};
  Tally tally;
  for (int round = 0; round < kKills; ++round) {
    const int notes = static_cast<int>(random() % 8);
    const std::chrono::microseconds then{random() % 25'000};
    ASSERT_NO_FATAL_FAILURE(run_and_kill(folder, round, notes, then, tally));
  }
  AssetStore store{folder};
  std::set<int> found;
  for (int number = 0; number < kKeys; ++number) {
    const auto asset = store.find(asset_key(request(number)));
    if (!asset) continue;
    found.insert(number);
    const int round = Json::parse(asset->details)["round"];
    EXPECT_EQ(testing::content_of(asset->file), make_asset(number, round).content);
  }
  for (const int number : tally.stored) EXPECT_TRUE(found.contains(number)) << number;
  EXPECT_GT(tally.stored.size(), 20U) << "the test did little";
  // Each kill costs one paid call at most.
  EXPECT_LE(tally.made, static_cast<int>(found.size()) + kKills);
  store.verify();
  if (std::filesystem::exists(folder / "damaged")) {
    for (const std::string& ending : endings_in(folder / "damaged")) EXPECT_EQ(ending, ".json") << "paid, and not used";
  }
  for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
    EXPECT_NE(entry.path().extension(), ".part") << entry.path();
  }
  RecordProperty("made", tally.made);
  RecordProperty("stored", static_cast<int>(found.size()));
}

/// Stores `asset` in another process, which the kernel kills when it writes more than `bytes` to one file.
void store_and_die_at(const std::filesystem::path& folder, const Asset& asset, rlim_t bytes) {
  const pid_t child = ::fork();
  if (child == 0) {
    const rlimit no_core{0, 0};
    const rlimit limit{bytes, bytes};
    AssetStore store{folder};
    ::setrlimit(RLIMIT_CORE, &no_core);
    ::setrlimit(RLIMIT_FSIZE, &limit);
    store.get_or_make(request(1), [&](AssetStore::EarlierAttempt) { return asset; }, {});
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGXFSZ) << status;
}

TEST(AssetStoreKilled, LeavesNoContentWithoutItsRecord) {
  const testing::ScratchFolder scratch;
  Asset asset = make_asset(1, 0);  // 64,000 bytes
  asset.details = Json{{"times", std::string(200'000, 'x')}}.dump();
  ASSERT_NO_FATAL_FAILURE(store_and_die_at(scratch / "cache", asset, 100'000));
  EXPECT_EQ(endings_in(scratch / "cache"), std::multiset<std::string>{}) << "killed in the record, which comes first";
}

TEST(AssetStoreKilled, HasNoAssetWhoseContentWasNotWritten) {
  const testing::ScratchFolder scratch;
  ASSERT_NO_FATAL_FAILURE(store_and_die_at(scratch / "cache", make_asset(1, 0), 30'000));
  EXPECT_EQ(endings_in(scratch / "cache"), std::multiset<std::string>{".json"});
  AssetStore store{scratch / "cache"};
  EXPECT_FALSE(store.find(asset_key(request(1))).has_value());
  EXPECT_TRUE(store.list().empty());
  AssetStore::EarlierAttempt earlier;
  const auto make = [&](AssetStore::EarlierAttempt known) {
    earlier = known;
    return make_asset(1, 1);
  };
  EXPECT_FALSE(store.get_or_make(request(1), make, {}).was_there);
  ASSERT_TRUE(earlier.has_value());
  EXPECT_TRUE(earlier->cut_off.has_value());
  EXPECT_EQ(store.list().size(), 1U);
}

TEST(AssetStoreKilled, TellsTheNextProcessThatAnAttemptWasCutOff) {
  const testing::ScratchFolder scratch;
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    AssetStore store{scratch / "cache"};
    store.get_or_make(request(1),
                      [&](AssetStore::EarlierAttempt) -> Asset {
                        if (::write(ready[1], "r", 1) == 1) ::pause();
                        ::_exit(1);
                      },
                      {});
  }
  char byte = 0;
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  ::close(ready[0]);
  ::close(ready[1]);
  AssetStore store{scratch / "cache"};
  AssetStore::EarlierAttempt earlier;
  store.get_or_make(request(1),
                    [&](AssetStore::EarlierAttempt known) {
                      earlier = known;
                      return make_asset(1, 0);
                    },
                    {});
  ASSERT_TRUE(earlier.has_value());
  EXPECT_LT(std::chrono::system_clock::now() - earlier->began, 1min);
  EXPECT_TRUE(earlier->cut_off.has_value());
}

TEST(AssetStoreKilled, TellsTheNextProcessThatAStoredAssetMayNotBeAccountedFor) {
  const testing::ScratchFolder scratch;
  const pid_t child = ::fork();
  if (child == 0) {
    AssetStore store{scratch / "cache"};
    store.get_or_make(
        request(1), [](AssetStore::EarlierAttempt) { return make_asset(1, 0); }, {},
        [](const StoredAsset&, const AssetStore::EarlierAttempt&) { ::raise(SIGKILL); });
    ::_exit(1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  AssetStore store{scratch / "cache"};
  AssetStore::EarlierAttempt earlier;
  const StoredAsset asset = store.get_or_make(
      request(1),
      [](AssetStore::EarlierAttempt) {
        ADD_FAILURE() << "it is there";
        return make_asset(1, 1);
      },
      {}, [&](const StoredAsset&, const AssetStore::EarlierAttempt& cut_off) { earlier = cut_off; });
  EXPECT_TRUE(asset.was_there);
  ASSERT_TRUE(earlier.has_value());
  ASSERT_TRUE(earlier->cut_off.has_value());
  EXPECT_LT(std::chrono::system_clock::now() - *earlier->cut_off, 1min);
}

TEST(AssetStoreTwoProcesses, MakeAnAssetOnceBetweenThem) {
  const testing::ScratchFolder scratch;
  int results[2];
  ASSERT_EQ(::pipe(results), 0);
  for (int process = 0; process < 2; ++process) {
    if (::fork() != 0) continue;
    AssetStore store{scratch / "cache"};
    const StoredAsset asset = store.get_or_make(request(1),
                                                [](AssetStore::EarlierAttempt) {
                                                  std::this_thread::sleep_for(200ms);
                                                  return make_asset(1, 0);
                                                },
                                                {});
    tell(results[1], 1, asset.was_there);
    ::_exit(0);
  }
  int found = 0;
  for (int process = 0; process < 2; ++process) {
    Note note{};
    ASSERT_EQ(::read(results[0], &note, sizeof note), static_cast<ssize_t>(sizeof note));
    if (note.stored) ++found;
    int status = 1;
    ::wait(&status);
    EXPECT_EQ(status, 0);
  }
  ::close(results[0]);
  ::close(results[1]);
  EXPECT_EQ(found, 1);
}

}  // namespace
}  // namespace vina
