// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/key_lock.h"

#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <thread>
#include <vector>

#include "base/error.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using std::chrono::steady_clock;
using std::chrono::system_clock;
using namespace std::chrono_literals;

class KeyLockTest : public ::testing::Test {
 protected:
  testing::ScratchFolder scratch_;
  std::filesystem::path file_ = scratch_ / "key";
};

TEST_F(KeyLockTest, IsHeldByOneAtATime) {
  std::optional<KeyLock> first = KeyLock::try_take(file_);
  ASSERT_TRUE(first.has_value());
  EXPECT_FALSE(KeyLock::try_take(file_).has_value());
  first.reset();
  EXPECT_TRUE(KeyLock::try_take(file_).has_value());
}

TEST_F(KeyLockTest, LeavesNoFileWhereNothingIsNoted) {
  KeyLock::try_take(file_).reset();
  EXPECT_TRUE(std::filesystem::is_empty(scratch_.path()));
}

TEST_F(KeyLockTest, ExcludesThreadsWhileItsFileIsRemovedAndMadeAnew) {
  std::atomic<int> inside{0};
  std::atomic<int> together{0};
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int turn = 0; turn < 2'000; ++turn) {
        const std::optional<KeyLock> lock = KeyLock::try_take(file_);
        if (!lock) continue;
        if (inside.fetch_add(1) != 0) ++together;
        std::this_thread::sleep_for(20us);
        inside.fetch_sub(1);
      }
    });
  }
  threads.clear();
  EXPECT_EQ(together, 0);
}

TEST_F(KeyLockTest, StopsWaitingWithin100MillisecondsOfAStopRequest) {
  const std::optional<KeyLock> held = KeyLock::try_take(file_);
  std::stop_source stop;
  steady_clock::time_point asked;
  const std::jthread canceller{[&] {
    std::this_thread::sleep_for(120ms);
    asked = steady_clock::now();
    stop.request_stop();
  }};
  try {
    KeyLock::take(file_, stop.get_token());
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kCancelled);
  }
  EXPECT_LT(steady_clock::now() - asked, 100ms);
}

TEST_F(KeyLockTest, NotesTheFirstOfTheAttempts) {
  const auto before = system_clock::now() - 1ms;
  {
    std::optional<KeyLock> lock = KeyLock::try_take(file_);
    EXPECT_FALSE(lock->open_attempt().has_value());
    lock->begin_attempt();
  }
  std::optional<KeyLock> lock = KeyLock::try_take(file_);
  const auto noted = lock->open_attempt();
  ASSERT_TRUE(noted.has_value());
  EXPECT_GE(*noted, before);
  EXPECT_LE(*noted, system_clock::now());
  std::this_thread::sleep_for(5ms);
  lock->begin_attempt();
  EXPECT_EQ(lock->open_attempt(), noted);
  lock->end_attempts();
  EXPECT_FALSE(lock->open_attempt().has_value());
}

TEST_F(KeyLockTest, TellsAnAttemptThatWasCutOffFromOneThatEnded) {
  std::optional<KeyLock> lock = KeyLock::try_take(file_);
  EXPECT_FALSE(lock->cut_off_attempt().has_value());
  lock->begin_attempt();
  const auto first = lock->cut_off_attempt();
  EXPECT_EQ(first, lock->open_attempt());
  std::this_thread::sleep_for(5ms);
  lock->begin_attempt();
  EXPECT_GT(lock->cut_off_attempt(), first) << "the last one";
  lock->end_attempt();
  EXPECT_FALSE(lock->cut_off_attempt().has_value());
  EXPECT_EQ(lock->open_attempt(), first);
}

TEST_F(KeyLockTest, TakesANoteThatWasCutOffForAnAttempt) {
  std::ofstream{file_} << "2026-11";
  const auto noted = KeyLock::try_take(file_)->open_attempt();
  ASSERT_TRUE(noted.has_value());
  EXPECT_LT(system_clock::now() - *noted, 1min);
}

TEST_F(KeyLockTest, IsLostByAProcessThatIsKilledAndItsNoteIsNot) {
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    std::optional<KeyLock> lock = KeyLock::try_take(file_);
    lock->begin_attempt();
    if (::write(ready[1], "r", 1) == 1) ::pause();
    ::_exit(1);
  }
  char byte = 0;
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  EXPECT_FALSE(KeyLock::try_take(file_).has_value());
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  ::close(ready[0]);
  ::close(ready[1]);
  const std::optional<KeyLock> lock = KeyLock::try_take(file_);
  ASSERT_TRUE(lock.has_value());
  EXPECT_TRUE(lock->open_attempt().has_value());
}

TEST_F(KeyLockTest, IsLetGoThoughAForkedProcessHasTheFileOpen) {
  std::optional<KeyLock> lock = KeyLock::try_take(file_);
  const pid_t child = ::fork();
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  lock->begin_attempt();  // so that the file stays, and the same one is locked again
  lock.reset();
  EXPECT_TRUE(KeyLock::try_take(file_).has_value());
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
}

TEST_F(KeyLockTest, NamesTheFileItCannotLock) {
  try {
    KeyLock::try_take(scratch_ / "none/key");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kStorage);
    EXPECT_NE(error.public_message().find("none/key"), std::string::npos);
  }
}

}  // namespace
}  // namespace vina
