// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/command.h"
#include "support/scratch_folder.h"

namespace vina::testing {

/// Runs the program in a folder of its own, in which `lesson.json` is a good lesson.
class VinaInScratch : public ::testing::Test {
 protected:
  VinaInScratch() {
    write("lesson.json", R"({"lesson_id":"c1:l01","lesson_title":"Tea","slides":[{"slide_title":"Leaves","items":[
      {"bullet":"Green","talk":"A talk.","figure":{"id":"leaf","image_prompt":"A leaf"}}]}]})");
  }

  void write(const std::string& name, const std::string& content) const {
    std::ofstream{scratch / name, std::ios::binary} << content;
  }

  /// Runs a line of bash.
  CommandResult run(const std::string& line) const { return run_shell(scratch.path(), line); }

  /// Paths of all files and folders, seen from the scratch folder.
  std::set<std::string> files() const {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{scratch.path()}) {
      names.insert(std::filesystem::relative(entry.path(), scratch.path()).string());
    }
    return names;
  }

  /// Expects one line of error with `part` in it, nothing on standard output, and no file that was not there before,
  /// neither here nor in the temporary folder.
  void expect_failure(const std::string& line, int exit_code, const std::string& part) const {
    const ScratchFolder temporary;
    const auto before = files();
    const CommandResult failed = run("export TMPDIR='" + temporary.path().string() + "'\n" + line);
    EXPECT_EQ(failed.exit_code, exit_code) << line << "\n" << failed.err;
    EXPECT_EQ(failed.out, "") << line;
    EXPECT_EQ(std::count(failed.err.begin(), failed.err.end(), '\n'), 1) << line << "\n" << failed.err;
    EXPECT_THAT(failed.err, ::testing::AllOf(::testing::StartsWith("error: "), ::testing::HasSubstr(part))) << line;
    EXPECT_EQ(files(), before) << line;
    EXPECT_TRUE(std::filesystem::is_empty(temporary.path())) << line;
  }

  ScratchFolder scratch;
};

}  // namespace vina::testing
