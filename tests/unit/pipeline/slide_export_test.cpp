// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/slide_export.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A lesson of so many slides with one bullet each.
Lesson lesson_of(std::size_t slides) {
  Lesson lesson{.title = "Tea"};
  for (std::size_t i = 0; i < slides; ++i) {
    lesson.slides.push_back({.title = "Leaves", .items = {{.bullet = "Green", .talk = "Green.", .figure = {}}}});
  }
  return lesson;
}

class SlideExportTest : public ::testing::Test {
 protected:
  SlideExportTest() {
    options.images = "gradient";
    options.voice = "espeak";
    options.publish = "folder";
  }

  ExportedSlides export_slides(std::size_t slides) const {
    return vina::export_slides(lesson_of(slides), options, folder, {});
  }

  std::set<std::string> names() const {
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) found.insert(entry.path().filename());
    return found;
  }

  testing::ScratchFolder scratch;
  std::filesystem::path folder = scratch / "slides";
  RenderOptions options;
};

TEST_F(SlideExportTest, WritesEveryPictureAndTheContactSheet) {
  const ExportedSlides exported = export_slides(2);
  ASSERT_FALSE(exported.files.empty());
  EXPECT_EQ(exported.files.front(), folder / "slide-01-0.png");
  EXPECT_EQ(exported.files.back(), folder / "contact-sheet.png");
  EXPECT_EQ(names().size(), exported.files.size());
  EXPECT_THAT(exported.warnings, IsEmpty());
}

TEST_F(SlideExportTest, LeavesNoPictureWhereOneCannotBeWritten) {
  std::filesystem::create_directories(folder / "contact-sheet.png");
  EXPECT_THROW(export_slides(2), Error);
  EXPECT_THAT(names(), ElementsAre("contact-sheet.png"));
}

TEST_F(SlideExportTest, SaysThatPicturesOfALongerLessonAreStillThere) {
  export_slides(3);
  const std::set<std::string> before = names();
  const auto of_third = [](const std::string& name) { return name.starts_with("slide-03-"); };
  const auto others = std::count_if(before.begin(), before.end(), of_third);
  ASSERT_GT(others, 1);
  const ExportedSlides exported = export_slides(2);
  EXPECT_EQ(names(), before);
  ASSERT_EQ(exported.warnings.size(), 1U);
  EXPECT_EQ(exported.warnings[0].message, "'" + folder.string() + "' also holds slide-03-0.png and " +
                                              std::to_string(others - 1) +
                                              " more, not of this lesson; remove what nobody needs");
  EXPECT_FALSE(exported.warnings[0].degrades);
}

TEST_F(SlideExportTest, SaysNothingOfTheSamePicturesOrOfOtherFiles) {
  export_slides(2);
  for (const char* other : {"slide-1-0.png", "slide-09-0.jpg", "my-slide-09-0.png", "notes.txt"}) {
    std::filesystem::copy_file(folder / "slide-01-0.png", folder / other);
  }
  EXPECT_THAT(export_slides(2).warnings, IsEmpty());
}

}  // namespace
}  // namespace vina
