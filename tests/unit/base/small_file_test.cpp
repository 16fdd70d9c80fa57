// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "base/small_file.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "support/scratch_folder.h"

namespace vina {
namespace {

TEST(SmallFile, IsReadToTheLastByte) {
  const testing::ScratchFolder scratch;
  const std::string content("a\0b\r\n\xFF", 6);
  std::ofstream{scratch / "file", std::ios::binary} << content;
  EXPECT_EQ(read_small_file(scratch / "file"), content);
  std::filesystem::create_symlink(scratch / "file", scratch / "link");
  EXPECT_EQ(read_small_file(scratch / "link"), content);
}

TEST(SmallFile, HasSixteenMegabytesAtMost) {
  const testing::ScratchFolder scratch;
  std::ofstream{scratch / "file"} << "begin";
  std::filesystem::resize_file(scratch / "file", kMostSmallFileBytes);
  EXPECT_EQ(read_small_file(scratch / "file").size(), kMostSmallFileBytes);
  std::filesystem::resize_file(scratch / "file", kMostSmallFileBytes + 1);
  EXPECT_EQ(read_small_file(scratch / "file"), "");
}

TEST(SmallFile, IsEmptyWhereNoneCanBeRead) {
  const testing::ScratchFolder scratch;
  EXPECT_EQ(read_small_file(scratch / "missing"), "");
  std::filesystem::create_directory(scratch / "folder");
  EXPECT_EQ(read_small_file(scratch / "folder"), "");
}

TEST(SmallFile, IsNeitherADeviceNorAPipe) {
  const testing::ScratchFolder scratch;
  EXPECT_EQ(read_small_file("/dev/zero"), "");
  ASSERT_EQ(mkfifo((scratch / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(read_small_file(scratch / "pipe"), "");
}

}  // namespace
}  // namespace vina
