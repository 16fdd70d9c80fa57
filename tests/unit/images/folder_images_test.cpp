// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/folder_images.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/error.h"
#include "images/gradient_images.h"
#include "support/scratch_folder.h"
#include "unit/images/picture_samples.h"

namespace vina {
namespace {

using ::testing::HasSubstr;
using testing::sample;

Figure figure(const std::string& id) {
  Figure result;
  result.id = id;
  return result;
}

TEST(FolderImages, FindsAFiguresPictureByItsId) {
  const testing::ScratchFolder folder;
  std::filesystem::copy(sample("patches.png"), folder / "one.png");
  std::filesystem::copy(sample("patches_420.jpg"), folder / "two.JPG");
  std::filesystem::copy(sample("patches_420.jpg"), folder / "three.jpeg");
  std::filesystem::copy(sample("patches_lossy.webp"), folder / "four.webp");
  const auto images = make_folder_images(folder.path());
  EXPECT_EQ(images->picture(figure("one"), {}), folder / "one.png");
  EXPECT_EQ(images->picture(figure("two"), {}), folder / "two.JPG");
  EXPECT_EQ(images->picture(figure("three"), {}), folder / "three.jpeg");
  EXPECT_EQ(images->picture(figure("four"), {}), folder / "four.webp");
  EXPECT_EQ(images->picture(figure("five"), {}), std::nullopt);
}

TEST(FolderImages, BelievesTheContentRatherThanTheEnding) {
  const testing::ScratchFolder folder;
  std::filesystem::copy(sample("patches_420.jpg"), folder / "one.png");
  EXPECT_EQ(make_folder_images(folder.path())->picture(figure("one"), {}), folder / "one.png");
}

TEST(FolderImages, RefusesAPictureThatCannotBeDecoded) {
  const testing::ScratchFolder folder;
  testing::write_text(folder / "one.png", "not a picture");
  const auto images = make_folder_images(folder.path());
  try {
    images->picture(figure("one"), {});
    FAIL() << "accepted text as a picture";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kMedia);
    EXPECT_THAT(error.public_message(), HasSubstr((folder / "one.png").string()));
  }
}

TEST(FolderImages, NeverLeavesItsFolder) {
  const testing::ScratchFolder folder;
  std::filesystem::create_directory(folder / "inner");
  std::filesystem::copy(sample("patches.png"), folder / "secret.png");
  const auto images = make_folder_images(folder / "inner");
  for (const std::string& id : {std::string{"../secret"}, (folder / "secret").string(), std::string{"..\\secret"},
                                std::string{}, std::string{"a\0b", 3}, std::string(300, 'a')}) {
    try {
      images->picture(figure(id), {});
      ADD_FAILURE() << "accepted " << id;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInvalidLesson);
      EXPECT_THAT(error.public_message(), HasSubstr("use letters, digits and hyphens"));
    }
  }
  EXPECT_EQ(images->picture(figure(".."), {}), std::nullopt);
}

TEST(FolderImages, RefusesAFolderThatIsMissingOrNone) {
  const testing::ScratchFolder folder;
  testing::write_text(folder / "file", "text");
  for (const auto& [path, text] : {std::pair{folder / "missing", "does not exist; give a folder"},
                                   std::pair{folder / "file", "is not a folder; give the folder"}}) {
    try {
      make_folder_images(path);
      ADD_FAILURE() << "accepted " << path;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
      EXPECT_THAT(error.public_message(), HasSubstr(path.string()));
      EXPECT_THAT(error.public_message(), HasSubstr(text));
    }
  }
}

TEST(FolderImages, StopsWhenAsked) {
  const testing::ScratchFolder folder;
  std::filesystem::copy(sample("patches.png"), folder / "one.png");
  std::stop_source source;
  source.request_stop();
  try {
    make_folder_images(folder.path())->picture(figure("one"), source.get_token());
    FAIL() << "went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kCancelled);
  }
}

TEST(GradientImages, NeverHasAPicture) {
  EXPECT_EQ(make_gradient_images()->picture(figure("fig-1-2"), {}), std::nullopt);
}

}  // namespace
}  // namespace vina
