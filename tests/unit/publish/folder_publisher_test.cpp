// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "publish/folder_publisher.h"

#include <gtest/gtest.h>

namespace vina {
namespace {

TEST(FileUrl, EncodesWhatAUrlMayNotHold) {
  EXPECT_EQ(file_url("/a/b c/100%/ü#1.mp4"), "file:///a/b%20c/100%25/%C3%BC%231.mp4");
}

TEST(FileUrl, IsAbsolute) {
  EXPECT_EQ(file_url("x/../out.mp4"), file_url(std::filesystem::current_path() / "out.mp4"));
}

TEST(FolderPublisher, GivesAUrlForEachFileThatIsThere) {
  const auto publisher = make_folder_publisher();
  EXPECT_EQ(publisher->publish({"/v/a.mp4", "/v/a.vtt"}, {}).subtitle_url, "file:///v/a.vtt");
  EXPECT_EQ(publisher->publish({"/v/a.mp4", std::nullopt, "/v/a.jpg"}, {}).poster_url, "file:///v/a.jpg");
  const Publication silent = publisher->publish({"/v/a.mp4", std::nullopt}, {});
  EXPECT_EQ(silent.video_url, "file:///v/a.mp4");
  EXPECT_FALSE(silent.subtitle_url.has_value());
  EXPECT_FALSE(silent.poster_url.has_value());
}

}  // namespace
}  // namespace vina
