// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "library/held_signals.h"

#include <signal.h>
#include <unistd.h>

#include <array>

#include <gtest/gtest.h>

namespace vina {
namespace {

bool is_blocked(int signal) {
  sigset_t blocked;
  ::pthread_sigmask(SIG_BLOCK, nullptr, &blocked);
  return ::sigismember(&blocked, signal) == 1;
}

/// The default would end this process.
void write_to_nobody() {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  ::close(ends[0]);
  EXPECT_EQ(::write(ends[1], "x", 1), -1);
  ::close(ends[1]);
}

TEST(HeldSignals, MakeAnErrorOfWritingToNobody) {
  ASSERT_FALSE(is_blocked(SIGPIPE));
  {
    const HeldSignals held;
    EXPECT_TRUE(is_blocked(SIGPIPE));
    EXPECT_TRUE(is_blocked(SIGXFSZ));
    EXPECT_FALSE(is_blocked(SIGINT));
    write_to_nobody();
  }
  EXPECT_FALSE(is_blocked(SIGPIPE)) << "and this process is still there";
  EXPECT_FALSE(is_blocked(SIGXFSZ));
}

TEST(HeldSignals, LeaveWhatTheCallerHeldAlready) {
  sigset_t pipe;
  ::sigemptyset(&pipe);
  ::sigaddset(&pipe, SIGPIPE);
  ASSERT_EQ(::pthread_sigmask(SIG_BLOCK, &pipe, nullptr), 0);
  write_to_nobody();
  {
    const HeldSignals held;
    write_to_nobody();
  }
  EXPECT_TRUE(is_blocked(SIGPIPE));
  sigset_t pending;
  ::sigpending(&pending);
  EXPECT_EQ(::sigismember(&pending, SIGPIPE), 1) << "the caller's own was taken";
  int taken = 0;
  ::sigwait(&pipe, &taken);
  ::pthread_sigmask(SIG_UNBLOCK, &pipe, nullptr);
}

}  // namespace
}  // namespace vina
