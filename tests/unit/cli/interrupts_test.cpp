// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/interrupts.h"

#include <unistd.h>

#include <chrono>

#include <gtest/gtest.h>

#include "cli/exit_code.h"

namespace vina {
namespace {

void wait_for(const std::stop_token& stop) {
  for (int i = 0; i < 500 && !stop.stop_requested(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{10});
}

TEST(Interrupts, TurnSignalsIntoAStopAndAnExitCode) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    const Interrupts interrupts;
    EXPECT_FALSE(interrupts.stop_token().stop_requested());
    EXPECT_EQ(interrupts.exit_code(kExitCancelled), 130);
    ::kill(::getpid(), signal);
    wait_for(interrupts.stop_token());
    EXPECT_TRUE(interrupts.stop_token().stop_requested());
    EXPECT_EQ(interrupts.exit_code(kExitCancelled), 128 + signal);
    EXPECT_EQ(interrupts.exit_code(kExitSuccess), 0);
    EXPECT_EQ(interrupts.exit_code(5), 5);
  }
}

TEST(Interrupts, EndTheProgramAtTheSecondSignal) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        const Interrupts interrupts;
        ::kill(::getpid(), SIGINT);
        wait_for(interrupts.stop_token());
        std::this_thread::sleep_for(std::chrono::milliseconds{300});
        ::kill(::getpid(), SIGINT);
        std::this_thread::sleep_for(std::chrono::seconds{10});
      },
      ::testing::ExitedWithCode(130), "");
}

TEST(Interrupts, TakeASignalThatComesTwiceAtOnceForOne) {
  const Interrupts interrupts;
  ::kill(::getpid(), SIGINT);
  wait_for(interrupts.stop_token());
  ::kill(::getpid(), SIGINT);
  std::this_thread::sleep_for(std::chrono::milliseconds{50});
  EXPECT_EQ(interrupts.exit_code(kExitCancelled), 130) << "the program is still there";
}

}  // namespace
}  // namespace vina
