// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/cloudinary_store.h"

#include <string>

#include <gtest/gtest.h>

#include "support/scratch_folder.h"

namespace vina::fake {
namespace {

TEST(PieceStore, ReadsContentRanges) {
  const auto whole = PieceStore::parse_range("bytes 0-9/10");
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->last, 9U);
  EXPECT_EQ(whole->total, 10U);
  EXPECT_FALSE(PieceStore::parse_range("bytes 10-19/-1")->total);
  for (const char* wrong : {"", "bytes", "0-9/10", "bytes 9-0/10", "bytes 0-10/10", "bytes 0-9/", "bytes 0-9",
                            "bytes -1-9/10", "bytes 0-9/x", "bytes 0-9/10x", "bytes 0-99999999999999999999999/-1"}) {
    EXPECT_FALSE(PieceStore::parse_range(wrong)) << wrong;
  }
}

TEST(PieceStore, KeepsUploadsApart) {
  PieceStore store;
  EXPECT_EQ(store.add("a", {0, 1, {}}, "ab", 2).received, 2U);
  EXPECT_EQ(store.add("b", {0, 1, {}}, "xy", 2).received, 2U);
  EXPECT_EQ(store.add("a", {2, 2, 3U}, "c", 2).file, "abc");
  EXPECT_EQ(store.add("b", {2, 3, 4U}, "z!", 2).file, "xyz!");
  EXPECT_FALSE(store.add("b", {0, 0, {}}, "z", 2).fault.empty());
  store.clear();
  EXPECT_FALSE(store.add("a", {2, 2, 3U}, "c", 2).fault.empty());
}

TEST(CloudinaryStore, KeepsFilesInAFolderOrInMemory) {
  const testing::ScratchFolder folder;
  for (const std::filesystem::path& where : {std::filesystem::path{}, folder.path() / "store"}) {
    CloudinaryStore store{where};
    store.put("raw/upload/../x", {{"a", 1}}, "one");
    store.put("raw/upload/../x", {{"a", 2}}, "two");
    ASSERT_TRUE(store.find("raw/upload/../x"));
    EXPECT_EQ(CloudinaryStore::read(*store.find("raw/upload/../x")), "two");
    EXPECT_EQ(store.count(), 1U);
    EXPECT_TRUE(store.remove("raw/upload/../x"));
    EXPECT_FALSE(store.remove("raw/upload/../x"));
    store.put("y", {}, "three");
    store.clear();
    EXPECT_EQ(store.count(), 0U);
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path() / "store"));
}

}  // namespace
}  // namespace vina::fake
