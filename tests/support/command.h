// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace vina::testing {

/// How many times as long everything may take: a sanitizer makes it many times slower.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr int kSanitizerPatience = 6;
#else
inline constexpr int kSanitizerPatience = 1;
#endif

struct CommandResult {
  int exit_code = -1;  ///< 128 + the signal's number where a signal ended it
  std::string out;
  std::string err;
  std::int64_t peak_memory_bytes = 0;  ///< the most that was resident at once
};

struct CommandOptions {
  std::string input;                     ///< what the program reads from standard input
  std::filesystem::path folder;          ///< where it runs; empty: here
  std::vector<std::string> environment;  ///< "NAME=value", on top of this process's own
  int signal = 0;                        ///< sent once the program has run for `signal_after`
  std::chrono::milliseconds signal_after{0};
  std::chrono::seconds deadline{240 * kSanitizerPatience};  ///< then it is killed, and the exit code is 137
};

/// Runs a program found on PATH and waits for it. Throws std::runtime_error if it cannot be started.
CommandResult run_command(const std::vector<std::string>& command, const CommandOptions& options = {});

/// Runs a line of bash in `folder`, in which `vina` is the program that was built.
CommandResult run_shell(const std::filesystem::path& folder, const std::string& line);

/// Whether PATH has the program. In continuous integration (CI=true) a missing one is a failure, not a reason to skip.
bool has_program(const std::string& name);

}  // namespace vina::testing

/// Skips the test where a program is missing on a developer's machine; fails where CI=true.
#define VINA_REQUIRE_PROGRAM(name)                                       \
  do {                                                                   \
    if (!::vina::testing::has_program(name)) {                           \
      if (std::getenv("CI") != nullptr) FAIL() << name << " is missing"; \
      GTEST_SKIP() << name << " is missing";                             \
    }                                                                    \
  } while (false)
