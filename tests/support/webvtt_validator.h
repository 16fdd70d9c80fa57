// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "support/command.h"

namespace vina::testing {

/// Where the W3C's WebVTT parser and validator is installed, inside the build folder.
inline std::filesystem::path webvtt_validator_folder() {
  return std::filesystem::path{VINA_BINARY_DIR} / "webvtt-parser";
}

/// Installs the validator once; false if there is no npm or no registry. Tests that use it hold the ctest resource
/// webvtt_validator, so that no two of them install it at the same time.
inline bool has_webvtt_validator() {
  const std::filesystem::path folder = webvtt_validator_folder();
  if (std::filesystem::exists(folder / "node_modules" / "webvtt-parser" / "parser.js")) return true;
  if (!has_program("npm")) return false;
  std::filesystem::create_directories(folder);
  return run_command({"npm", "install", "--prefix", folder.string(), "--ignore-scripts", "--no-audit", "--no-fund",
                      "webvtt-parser@2.2.0"})
             .exit_code == 0;
}

/// Exit code 0 if the file is valid; standard output has its faults, one a line, and its cues as JSON.
inline CommandResult validate_webvtt(const std::filesystem::path& file) {
  return run_command({"node", std::string{VINA_SOURCE_DIR} + "/tests/support/validate_webvtt.mjs",
                      webvtt_validator_folder().string(), file.string()});
}

}  // namespace vina::testing

/// Skips the test where the validator cannot be had on a developer's machine; fails where CI=true.
#define VINA_REQUIRE_WEBVTT_VALIDATOR()                                               \
  do {                                                                                \
    VINA_REQUIRE_PROGRAM("node");                                                     \
    if (!::vina::testing::has_webvtt_validator()) {                                   \
      if (std::getenv("CI") != nullptr) FAIL() << "npm cannot install webvtt-parser"; \
      GTEST_SKIP() << "npm cannot install webvtt-parser";                             \
    }                                                                                 \
  } while (false)
