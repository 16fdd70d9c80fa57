// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <cstdlib>

#include <nlohmann/json.hpp>

#include "end_to_end/cli/vina_in_scratch.h"
#include "support/file_content.h"

namespace vina::testing {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using Json = nlohmann::json;

class Render : public VinaInScratch {};

TEST_F(Render, WritesTheFilesAndSaysWhereTheyAre) {
  const CommandResult done = run("vina render lesson.json -o 'my lesson.mp4'");
  ASSERT_EQ(done.exit_code, 0) << done.err;
  const Json json = Json::parse(done.out);
  EXPECT_THAT(json["video_url"].get<std::string>(), EndsWith("/my%20lesson.mp4"));
  EXPECT_THAT(json["subtitle_url"].get<std::string>(), EndsWith("/my%20lesson.vtt"));
  EXPECT_EQ(json["degraded"], false);
  EXPECT_EQ(files(), (std::set<std::string>{"lesson.json", "my lesson.mp4", "my lesson.vtt", "my lesson.srt",
                                            "my lesson.json"}));
  const auto lines = std::count(done.err.begin(), done.err.end(), '\n');
  EXPECT_GE(lines, 2) << done.err;
  EXPECT_LE(lines, 20) << done.err;
}

TEST_F(Render, NeverWritesOverTheLesson) {
  const std::string lesson = content_of(scratch / "lesson.json");
  ASSERT_EQ(run("vina render lesson.json").exit_code, 0);
  EXPECT_EQ(content_of(scratch / "lesson.json"), lesson);
  EXPECT_TRUE(Json::accept(content_of(scratch / "lesson.report.json")));
}

TEST_F(Render, IsSilentWithQuietAndNamesTheVideoAfterTheLessonId) {
  const CommandResult done = run("vina render - --quiet --no-captions < lesson.json");
  ASSERT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(done.err, "");
  EXPECT_TRUE(Json::parse(done.out)["subtitle_url"].is_null());
  EXPECT_EQ(files(), (std::set<std::string>{"lesson.json", "c1-l01.mp4", "c1-l01.json"}));
}

TEST_F(Render, LeavesCaptionsOutWhereTheEnvironmentSaysSo) {
  const CommandResult done = run("VIDEO_GENERATE_SUBTITLES=false vina render lesson.json -q");
  ASSERT_EQ(done.exit_code, 0) << done.err;
  EXPECT_FALSE(files().contains("lesson.vtt"));
}

TEST_F(Render, IsStrictWhereItIsToldTo) {
  write(
      "odd.json",
      R"({"lesson_title":"T","slides":[{"slide_title":"S","items":[{"bullet":"B \udbc0\udc00","talk":"A talk."}]}]})");
  expect_failure("vina render odd.json -q --strict", 10, "/slides/0/items/0/bullet");
  expect_failure("vina slides odd.json -q --strict -o pictures", 10, "/slides/0/items/0/bullet");
  const CommandResult done = run("vina render odd.json -q");
  ASSERT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(Json::parse(done.out)["degraded"], true);
}

TEST_F(Render, ShowsAFigureInItsColoursWhateverTheFormatOfItsPicture) {
  const auto draw = [this](const std::string& picture, const std::string& folder) {
    const std::string extension = picture.substr(picture.find('.'));
    const CommandResult done =
        run("rm -rf pictures; mkdir pictures; cp '" VINA_SOURCE_DIR "/tests/golden/images/" + picture +
            "' pictures/leaf" + extension + "; vina slides lesson.json -q --images pictures -o " + folder);
    EXPECT_EQ(done.exit_code, 0) << picture << done.err;
  };
  /// Peak signal-to-noise ratio of the first slides in two folders, in dB; nothing shows below 50 dB.
  const auto likeness = [this](const std::string& a, const std::string& b) {
    const std::string slide = "/slide-01-0.png ";
    const CommandResult compared = run("ffmpeg -v error -i " + a + slide + "-i " + b + slide +
                                       "-lavfi psnr=stats_file=- -f null - | grep -o 'psnr_avg:[^ ]*' | cut -d: -f2");
    EXPECT_NE(compared.out, "") << compared.err;
    return compared.out.starts_with("inf") ? 100.0 : std::strtod(compared.out.c_str(), nullptr);
  };
  draw("patches.png", "plain");
  for (const char* picture : {"patches_16bit.png", "patches_interlaced.png", "patches_palette.png", "patches_444.jpg",
                              "patches_lossless.webp"}) {
    draw(picture, "other");
    EXPECT_GT(likeness("plain", "other"), 50.0) << picture;
  }
  draw("grey.png", "other");
  EXPECT_LT(likeness("plain", "other"), 30.0) << "the comparison sees colours";
}

TEST_F(Render, NamesAllThatIsMissingAtOnce) {
  write("odd.json", R"({"lesson_title":"T","slides":[{"slide_title":"S \udbc0\udc00","items":[
    {"bullet":"B \udbc0\udc00","talk":"A talk."}]}]})");
  for (const std::string command : {"render odd.json", "slides odd.json -o out"}) {
    const CommandResult refused = run("vina " + command + " -q --strict");
    EXPECT_EQ(refused.exit_code, 10) << refused.err;
    EXPECT_THAT(refused.err, HasSubstr("error: /slides/0/slide_title: "));
    EXPECT_THAT(refused.err, HasSubstr("\nerror: /slides/0/items/0/bullet: "));
  }
  const CommandResult warned = run("vina slides odd.json -o out");
  EXPECT_EQ(warned.exit_code, 0) << warned.err;
  EXPECT_THAT(warned.err, HasSubstr("warning: /slides/0/items/0/bullet: "));
}

TEST_F(Render, DrawsSlidesAlone) {
  const CommandResult done = run("vina slides lesson.json -o pictures");
  ASSERT_EQ(done.exit_code, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("pictures/contact-sheet.png\n"));
  EXPECT_TRUE(std::filesystem::exists(scratch / "pictures/contact-sheet.png"));
}

}  // namespace
}  // namespace vina::testing
