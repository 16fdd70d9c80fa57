// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "base/atomic_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "base/error.h"
#include "support/file_content.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using testing::content_of;

TEST(AtomicFile, AppearsOnlyWhenCommitted) {
  const testing::ScratchFolder folder;
  AtomicFile file{folder / "out.txt"};
  file.write_all("whole");
  EXPECT_FALSE(std::filesystem::exists(folder / "out.txt"));
  file.commit();
  EXPECT_EQ(content_of(folder / "out.txt"), "whole");
}

TEST(AtomicFile, LeavesNothingWhenAbandoned) {
  const testing::ScratchFolder folder;
  { AtomicFile{folder / "out.txt"}.write_all("half"); }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(AtomicFile, ReplacesWhatWasThereAndKeepsItUntilThen) {
  const testing::ScratchFolder folder;
  std::ofstream{folder / "out.txt"} << "old";
  AtomicFile file{folder / "out.txt"};
  file.write_all("new");
  EXPECT_EQ(content_of(folder / "out.txt"), "old");
  file.commit();
  EXPECT_EQ(content_of(folder / "out.txt"), "new");
}

TEST(AtomicFile, ReadsBackWhatWasWrittenAtAnOffset) {
  const testing::ScratchFolder folder;
  AtomicFile file{folder / "out.bin"};
  file.write_at(3, std::as_bytes(std::span{"abc", 3}));
  std::string read(6, 'x');
  file.read_at(0, std::as_writable_bytes(std::span{read}));
  EXPECT_EQ(read, std::string("\0\0\0abc", 6));
}

TEST(AtomicFile, NamesTheFolderThatIsMissing) {
  const testing::ScratchFolder folder;
  try {
    AtomicFile file{folder / "none/out.txt"};
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kStorage);
    EXPECT_NE(error.public_message().find("none/out.txt"), std::string::npos);
  }
}

TEST(AtomicFile, RefusesAFolderAsTarget) {
  const testing::ScratchFolder folder;
  EXPECT_THROW(AtomicFile{folder.path()}, Error);
}

TEST(AtomicFile, KeepsARecordForItsOwnerAlone) {
  const testing::ScratchFolder folder;
  AtomicFile file{folder / "record.json", AtomicFile::Care::kRecord};
  file.write_all("{}");
  file.commit();
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(folder / "record.json").permissions(), perms::owner_read | perms::owner_write);
}

TEST(AtomicFile, NamesAFolderItCannotBringToTheDisk) {
  const testing::ScratchFolder folder;
  EXPECT_NO_THROW(sync_folder(folder.path()));
  try {
    sync_folder(folder / "none");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kStorage);
    EXPECT_NE(error.public_message().find("none"), std::string::npos);
  }
}

}  // namespace
}  // namespace vina
