// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/derived_store.h"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "base/error.h"
#include "storage/key_lock.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using namespace std::chrono_literals;

std::string key_of(int number) {
  return std::to_string(10'000 + number) + "abcdef";
}

TEST(DerivedStore, GivesBackWhatIsPut) {
  const testing::ScratchFolder folder;
  const DerivedStore store{folder / "slides"};
  EXPECT_FALSE(store.find("abcdef"));
  const std::string content{"a\0b", 3};
  EXPECT_TRUE(store.put("abcdef", content));
  EXPECT_EQ(store.find("abcdef"), content);
  EXPECT_TRUE(store.put("abcdef", "other"));
  EXPECT_EQ(DerivedStore{folder / "slides"}.find("abcdef"), "other");
  EXPECT_FALSE(store.find("abcdee"));
}

TEST(DerivedStore, DoesNotGiveWhatIsDamaged) {
  const testing::ScratchFolder folder;
  const DerivedStore store{folder.path()};
  store.put("abcdef", "content");
  std::fstream{folder / "ab" / "abcdef", std::ios::in | std::ios::out}.seekp(-1, std::ios::end) << "x";
  EXPECT_FALSE(store.find("abcdef"));
  std::ofstream{folder / "ab" / "abcdef"} << "short";
  EXPECT_FALSE(store.find("abcdef"));
}

TEST(DerivedStore, KeepsNothingWhereItCannotWrite) {
  const DerivedStore store{"/dev/null/slides"};
  EXPECT_FALSE(store.put("abcdef", "content"));
  EXPECT_FALSE(store.find("abcdef"));
  EXPECT_FALSE(store.claim("abcdef", {}));
  EXPECT_EQ(store.trim(), 0U);
}

TEST(DerivedStore, LetsOneMakeAThingWhileOthersWait) {
  const testing::ScratchFolder folder;
  const DerivedStore store{folder / "slides"};
  std::jthread other;
  {
    const auto claim = store.claim("abcdef", {});
    ASSERT_TRUE(claim);
    EXPECT_TRUE(store.claim("abcdee", {})) << "another thing";
    other = std::jthread{[&store] {
      const auto second = store.claim("abcdef", {});
      EXPECT_EQ(store.find("abcdef"), "content");
    }};
    std::this_thread::sleep_for(200ms);
    store.put("abcdef", "content");
  }
  other.join();
  EXPECT_TRUE(std::filesystem::is_empty(folder / "slides/locks"));
}

TEST(DerivedStore, WaitsForAThingUntilItIsToldToStop) {
  const testing::ScratchFolder folder;
  const DerivedStore store{folder.path()};
  const auto claim = store.claim("abcdef", {});
  std::stop_source stop;
  stop.request_stop();
  try {
    store.claim("abcdef", stop.get_token());
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kCancelled);
  }
}

TEST(DerivedStore, ClearsTheLocksThatKilledProcessesLeft) {
  const testing::ScratchFolder folder;
  const DerivedStore store{folder.path()};
  const auto held = store.claim("abcdef", {});
  std::ofstream{folder / "locks/abcdee"};  // the kernel has let it go
  store.trim();
  EXPECT_FALSE(std::filesystem::exists(folder / "locks/abcdee"));
  EXPECT_TRUE(std::filesystem::exists(folder / "locks/abcdef"));
}

TEST(DerivedStore, LetsGoOfWhatWasNotUsedForTheLongestTime) {
  const testing::ScratchFolder folder;
  const std::string content(1'000 - 64, 'x');
  const DerivedStore store{folder.path(), 10'000};
  for (int i = 0; i < 10; ++i) {
    store.put(key_of(i), content);
    const auto file = folder / key_of(i).substr(0, 2) / key_of(i);
    std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() - 100h + i * 1h);
  }
  EXPECT_EQ(store.trim(), 0U) << "there is room for ten";
  store.find(key_of(0));
  store.put(key_of(10), content);
  EXPECT_EQ(store.trim(), 2U) << "down to nine tenths";
  EXPECT_TRUE(store.find(key_of(0))) << "it has just been used";
  EXPECT_FALSE(store.find(key_of(1)));
  EXPECT_FALSE(store.find(key_of(2)));
  EXPECT_TRUE(store.find(key_of(3)));
}

TEST(DerivedStore, MayBeUsedByMany) {
  const testing::ScratchFolder folder;
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&folder] {
      const DerivedStore store{folder.path(), 5'000};
      for (int i = 0; i < 50; ++i) {
        const std::string content(500, static_cast<char>('a' + i % 20));
        store.put(key_of(i % 20), content);
        EXPECT_EQ(store.find(key_of(i % 20)).value_or(content), content);
        if (i % 10 == 0) store.trim();
      }
    });
  }
}

}  // namespace
}  // namespace vina
