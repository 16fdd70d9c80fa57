// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <chrono>
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/command.h"
#include "support/scratch_folder.h"

namespace vina::testing {
namespace {

/// Stops a run that waits for its lesson with `signal`, after it has had time to start.
CommandResult stop_with(const std::string& signal) {
  const ScratchFolder scratch;
  return run_shell(scratch.path(), "mkfifo pipe; vina render pipe -o out.mp4 & pid=$!; sleep 0.5; kill -" + signal +
                                       " $pid; wait $pid; code=$?; ls -A | grep -vx pipe; exit $code");
}

TEST(Interruption, ExitsAsAShellExpects) {
  EXPECT_EQ(stop_with("INT").exit_code, 130);
  EXPECT_EQ(stop_with("TERM").exit_code, 143);
}

TEST(Interruption, StopsWithinASecondAndLeavesNothing) {
  const auto start = std::chrono::steady_clock::now();
  const CommandResult stopped = stop_with("INT");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds{1500});
  EXPECT_EQ(stopped.out, "");
  EXPECT_EQ(stopped.err, "error: cancelled; no unfinished file was left\n");
}

}  // namespace
}  // namespace vina::testing
