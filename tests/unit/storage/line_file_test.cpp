// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/line_file.h"

#include <filesystem>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include "base/error.h"
#include "support/file_content.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using Lines = std::vector<std::string>;
using testing::ScratchFolder;

TEST(LineFile, MakesItsFolderAtOnceAndItselfWithTheFirstLine) {
  const ScratchFolder scratch;
  LineFile file{scratch / "deep/lines"};
  EXPECT_TRUE(std::filesystem::is_directory(scratch / "deep"));
  EXPECT_FALSE(std::filesystem::exists(scratch / "deep/lines"));
  EXPECT_EQ(file.lines(), Lines{});
  file.add("one\n");
  file.add("two\n");
  EXPECT_EQ(file.lines(), (Lines{"one", "two"}));
  EXPECT_EQ(std::filesystem::status(scratch / "deep/lines").permissions(), std::filesystem::perms{0600});
}

TEST(LineFile, SetsItsLinesApartFromOneThatWasCutOff) {
  const ScratchFolder scratch;
  std::ofstream{scratch / "lines"} << "one\ntw";
  LineFile file{scratch / "lines"};
  EXPECT_EQ(file.lines(), (Lines{"one", "tw"}));
  file.add("three\n");
  EXPECT_EQ(file.lines(), (Lines{"one", "tw", "three"}));
}

TEST(LineFile, KeepsTheLinesOfSeveralWritersWhole) {
  const ScratchFolder scratch;
  {
    std::vector<std::jthread> writers;
    for (const char letter : {'a', 'b', 'c', 'd'}) {
      writers.emplace_back([&scratch, letter] {
        LineFile file{scratch / "lines"};
        for (int i = 0; i < 10; ++i) file.add(std::string(5'000, letter) + "\n");
      });
    }
  }
  const Lines lines = LineFile{scratch / "lines"}.lines();
  ASSERT_EQ(lines.size(), 40U);
  for (const std::string& line : lines) EXPECT_EQ(line, std::string(5'000, line[0]));
}

TEST(LineFile, IsAStorageErrorWhereItCannotBeWritten) {
  const ScratchFolder scratch;
  std::filesystem::create_directory(scratch / "lines");
  LineFile file{scratch / "lines"};
  EXPECT_THROW(file.add("one\n"), Error);
}

}  // namespace
}  // namespace vina
