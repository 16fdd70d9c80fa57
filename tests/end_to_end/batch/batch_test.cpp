// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Many lessons in one run, without any vendor.
#include "end_to_end/batch/lessons_in_scratch.h"

namespace vina {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using testing::CommandResult;
using testing::content_of;
using ::testing::HasSubstr;

class Batch : public testing::LessonsInScratch {};

TEST_F(Batch, MakesAllLessonsButTheBadOneAndThenThatOneAlone) {
  for (int number = 1; number <= 6; ++number) write_lesson(number);
  std::ofstream{scratch / "lessons/l04.json"} << R"({"lesson_title": "Bad", "slides": []})";

  const CommandResult first = batch({"--jobs", "2"});
  EXPECT_EQ(first.exit_code, 13) << first.err;
  EXPECT_EQ(count(first, "done"), 5);
  EXPECT_EQ(count(first, "failed"), 1);
  EXPECT_THAT(first.err, AllOf(HasSubstr("error: lessons/l04.json: /slides: "), HasSubstr("6 lessons in ")));
  const json bad = json::parse(first.out)["lessons"][3];
  EXPECT_EQ(bad["status"], "failed");
  EXPECT_EQ(bad["exit_code"], 3);
  EXPECT_EQ(content_of(scratch / "out/batch.json"), first.out);
  for (int number : {1, 2, 3, 5, 6}) {
    for (const char* extension : {".mp4", ".vtt", ".srt", ".json"}) {
      EXPECT_TRUE(std::filesystem::exists(scratch / ("out/" + name(number) + extension))) << number << extension;
    }
  }
  EXPECT_FALSE(std::filesystem::exists(scratch / "out/l04.mp4"));
  const auto made = videos("out");

  const CommandResult second = batch();
  EXPECT_EQ(second.exit_code, 13) << second.err;
  EXPECT_EQ(count(second, "skipped"), 5);
  EXPECT_EQ(count(second, "failed"), 1);
  EXPECT_TRUE(videos("out") == made);

  write_lesson(4);
  const CommandResult third = batch();
  EXPECT_EQ(third.exit_code, 0) << third.err;
  EXPECT_EQ(count(third, "skipped"), 5);
  EXPECT_EQ(count(third, "done"), 1);
  EXPECT_EQ(json::parse(third.out)["lessons"][0]["video_url"], "file://" + (scratch / "out/l01.mp4").string());
}

TEST_F(Batch, GivesTheSameBytesForAnyNumberOfJobs) {
  for (int number = 1; number <= 4; ++number) write_lesson(number, 2);
  ASSERT_EQ(batch({"--jobs", "1"}, "one").exit_code, 0);
  ASSERT_EQ(batch({"--jobs", "3"}, "three").exit_code, 0);
  EXPECT_EQ(videos("one").size(), 16U);
  EXPECT_TRUE(videos("one") == videos("three"));
  ASSERT_EQ(testing::run_command({testing::kProgram, "render", "lessons/l01.json", "-o", "alone.mp4", "--quiet"},
                                 {.folder = scratch.path()})
                .exit_code,
            0);
  EXPECT_TRUE(content_of(scratch / "alone.mp4") == videos("one").at("l01.mp4")) << "and for one by itself";
}

TEST_F(Batch, RendersAgainWhatHasChangedOrIsGone) {
  for (int number = 1; number <= 4; ++number) write_lesson(number);
  ASSERT_EQ(batch().exit_code, 0);
  const auto made = videos("out");

  std::filesystem::remove(scratch / "out/l01.vtt");
  std::filesystem::resize_file(scratch / "out/l02.mp4", 100);
  const CommandResult mended = batch();
  EXPECT_EQ(mended.exit_code, 0) << mended.err;
  EXPECT_EQ(count(mended, "done"), 2);
  EXPECT_TRUE(videos("out") == made);

  write_lesson(3, 2);
  EXPECT_EQ(count(batch(), "done"), 1) << "another text";
  EXPECT_EQ(count(batch({"--theme", "light"}), "done"), 4) << "other options";
  EXPECT_EQ(count(batch({"--theme", "light", "--threads", "1", "--jobs", "2"}), "skipped"), 4) << "of no account";
  EXPECT_EQ(count(batch({"--theme", "light", "--again", "all"}), "done"), 4);
}

TEST_F(Batch, TakesAManifestFromAPipe) {
  write_lesson(1);
  const CommandResult result = testing::run_command(
      {testing::kProgram, "batch", "-", "-o", "out", "--quiet"},
      {.input = "{\"file\": \"lessons/l01.json\", \"output\": \"light/one.mp4\", \"theme\": \"light\"}\n"
                "{\"file\": \"lessons/l01.json\", \"output\": \"dark/one.mp4\"}\n",
       .folder = scratch.path()});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.err, "");
  EXPECT_FALSE(content_of(scratch / "out/light/one.mp4") == content_of(scratch / "out/dark/one.mp4"));
  EXPECT_TRUE(std::filesystem::exists(scratch / "out/dark/one.json"));
}

TEST_F(Batch, IsDegradedWhereLessWasMadeThanAskedFor) {
  json with_figure = lesson(1, 1);
  with_figure["slides"][0]["items"][0]["figure"] = {{"id", "leaf"}, {"image_prompt", "A leaf"}};
  std::ofstream{scratch / "lessons/l01.json"} << with_figure;
  write_lesson(2);
  std::filesystem::create_directory(scratch / "pictures");
  const CommandResult degraded = batch({"--images", "pictures"});
  EXPECT_EQ(degraded.exit_code, 0) << degraded.err;
  EXPECT_EQ(count(degraded, "degraded"), 1);
  EXPECT_THAT(degraded.err, HasSubstr("degraded  lessons/l01.json: /slides/0/items/0/figure: has no picture"));
  const CommandResult skipped = batch({"--images", "pictures"});
  EXPECT_EQ(count(skipped, "skipped"), 2);
  EXPECT_TRUE(json::parse(skipped.out)["lessons"][0]["degraded"]);
  EXPECT_EQ(count(batch({"--images", "pictures", "--again", "degraded"}), "degraded"), 1);
  const CommandResult strict = batch({"--images", "pictures", "--strict"});
  EXPECT_EQ(strict.exit_code, 13);
  EXPECT_EQ(json::parse(strict.out)["lessons"][0]["exit_code"], 10);
}

}  // namespace
}  // namespace vina
