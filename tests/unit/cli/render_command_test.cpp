// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/render_command.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "unit/cli/program_test.h"
#include "wrap/crypto/hash.h"

namespace vina {
namespace {

using ::testing::HasSubstr;

class RenderOptionsTest : public testing::ProgramTest {
 protected:
  /// The message of the usage error that `arguments` give.
  std::string refused(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"render", lesson, "-o", video});
    EXPECT_EQ(run(arguments), 2);
    EXPECT_EQ(out(), "");
    return err();
  }
};

TEST_F(RenderOptionsTest, HaveTheLibrarysDefaults) {
  ASSERT_EQ(run({"render", lesson, "-o", video}), 0) << err();
  const RenderOptions defaults;
  EXPECT_EQ(given.output, video);
  EXPECT_EQ(given.captions, defaults.captions);
  EXPECT_EQ(given.language, defaults.language);
  EXPECT_EQ(given.words_per_minute, defaults.words_per_minute);
  EXPECT_EQ(given.timeline.lead_in, defaults.timeline.lead_in);
  EXPECT_EQ(given.timeline.item_pause, defaults.timeline.item_pause);
  EXPECT_EQ(given.timeline.tail, defaults.timeline.tail);
  EXPECT_EQ(given.theme, defaults.theme);
  EXPECT_EQ(given.logo, defaults.logo);
  EXPECT_EQ(given.safe_area, defaults.safe_area);
  EXPECT_EQ(given.images, defaults.images);
  EXPECT_EQ(given.transition_frames, defaults.transition_frames);
  EXPECT_EQ(given.hold, defaults.hold);
  EXPECT_EQ(given.gop, defaults.gop);
  EXPECT_EQ(given.loudness_lufs, defaults.loudness_lufs);
  EXPECT_EQ(given.threads, defaults.threads);
  EXPECT_EQ(given.strict, defaults.strict);
  EXPECT_EQ(given.verify, defaults.verify);
}

TEST_F(RenderOptionsTest, AreReadOneByOne) {
  const std::string folder = scratch.path().string();
  ASSERT_EQ(run({"render", lesson,       "-o",           video,         "--theme", "light",         "--logo",
                 lesson,   "--images",   folder,         "--safe-area", "social",  "--strict",      "--language",
                 "pt-BR",  "--rate",     "120",          "--lead-in",   "100",     "--pause",       "0",
                 "--tail", "1000",       "--transition", "none",        "--hold",  "encode",        "--gop",
                 "2.5",    "--loudness", "-14.5",        "--threads",   "3",       "--no-captions", "--quiet"}),
            0)
      << err();
  EXPECT_EQ(given.theme, "light");
  EXPECT_EQ(given.logo, lesson);
  EXPECT_EQ(given.images, folder);
  EXPECT_EQ(given.safe_area, "social");
  EXPECT_TRUE(given.strict);
  EXPECT_EQ(given.language, "pt-BR");
  EXPECT_EQ(given.words_per_minute, 120);
  EXPECT_EQ(given.timeline.lead_in, milliseconds(100));
  EXPECT_EQ(given.timeline.item_pause, milliseconds(0));
  EXPECT_EQ(given.timeline.tail, milliseconds(1000));
  EXPECT_EQ(given.transition_frames, 0);
  EXPECT_EQ(given.hold, HoldMode::kEncode);
  EXPECT_EQ(given.gop, Frames{75});
  EXPECT_EQ(given.loudness_lufs, -14.5);
  EXPECT_EQ(given.threads, 3);
  EXPECT_FALSE(given.captions);
}

TEST_F(RenderOptionsTest, AreRefusedWithWhatIsAllowed) {
  EXPECT_EQ(refused({"--safe-area", "tv"}), "error: --safe-area is 'tv'; choose player or social\n");
  EXPECT_EQ(refused({"--transition", "wipe"}), "error: --transition is 'wipe'; choose none or fade\n");
  EXPECT_EQ(refused({"--hold", "on"}), "error: --hold is 'on'; choose skip or encode\n");
  EXPECT_EQ(refused({"--rate", "20"}), "error: --rate is 20; it must be from 80 to 300 words a minute\n");
  EXPECT_EQ(refused({"--gop", "0.1"}), "error: --gop is 0.1 s; it must be from 0.5 to 30 seconds\n");
  EXPECT_EQ(refused({"--loudness", "-5"}), "error: --loudness is -5 LUFS; it must be from -31 to -9 LUFS\n");
  EXPECT_THAT(refused({"--threads", "-1"}), HasSubstr("--threads is -1; it must be from 1 to 256"));
  EXPECT_THAT(refused({"--language", "english please"}), HasSubstr("give a BCP 47 tag such as en"));
  EXPECT_THAT(refused({"--theme", ""}), HasSubstr("--theme is empty"));
  EXPECT_THAT(refused({"--logo", "/no/logo.png"}), HasSubstr("--logo is '/no/logo.png', which is no file"));
  EXPECT_THAT(refused({"--images", "/no/folder"}), HasSubstr("--images is '/no/folder', which is no folder"));
  EXPECT_THAT(refused({"--lead-in", "10"}), HasSubstr("the lead-in is 10 ms; it must be from 50"));
  EXPECT_THAT(refused({"--output", "out.avi"}), HasSubstr("ends in .mp4"));
}

TEST_F(RenderOptionsTest, TakeTheEnvironmentsWordOnCaptions) {
  surroundings.environment.generate_subtitles = "false";
  ASSERT_EQ(run({"render", lesson, "-o", video}), 0);
  EXPECT_FALSE(given.captions);
  surroundings.environment.generate_subtitles = "maybe";
  EXPECT_THAT(refused({}), HasSubstr("VIDEO_GENERATE_SUBTITLES is 'maybe'"));
}

/// Runs in the scratch folder, as the default names are relative.
class OutputNameTest : public testing::ProgramTest {
 protected:
  OutputNameTest() : home_{std::filesystem::current_path()} { std::filesystem::current_path(scratch.path()); }
  ~OutputNameTest() override { std::filesystem::current_path(home_); }

 private:
  std::filesystem::path home_;
};

TEST_F(OutputNameTest, IsTheLessonsNameInTheCurrentFolder) {
  std::filesystem::create_directory("lessons");
  std::ofstream{"lessons/intro.v2.json"} << kLesson;
  ASSERT_EQ(run({"render", "lessons/intro.v2.json"}), 0) << err();
  EXPECT_EQ(given.output, "intro.v2.mp4");
  EXPECT_EQ(given.report, "intro.v2.json");
}

TEST_F(OutputNameTest, ComesFromTheLessonIdWhenTheLessonComesThroughAPipe) {
  standard_input = lesson;
  ASSERT_EQ(run({"render", "-"}), 0) << err();
  EXPECT_EQ(given.output, "c1-l_01-" + crypto::sha256("c1\nl 01").substr(0, 8) + ".mp4");
}

TEST_F(OutputNameTest, NeverWritesTheReportOverTheLesson) {
  ASSERT_EQ(run({"render", "lesson.json"}), 0) << err();
  EXPECT_EQ(given.output, "lesson.mp4");
  EXPECT_EQ(given.report, "lesson.report.json");
  ASSERT_EQ(run({"render", "./lesson.json", "-o", lesson.substr(0, lesson.size() - 4) + "mp4"}), 0) << err();
  EXPECT_EQ(given.report.filename(), "lesson.report.json");
}

TEST_F(OutputNameTest, NeverWritesTheVideoOrCaptionsOverTheLesson) {
  for (const char* name : {"l.mp4", "l.vtt", "l.srt"}) {
    std::ofstream{name} << kLesson;
    EXPECT_EQ(run({"render", name, "-o", "l.mp4"}), 2);
    EXPECT_THAT(err(), HasSubstr("is the lesson itself"));
    std::filesystem::remove(name);
  }
}

TEST_F(OutputNameTest, MustBeInAFolderThatIsThere) {
  EXPECT_EQ(run({"render", "lesson.json", "-o", "no/l.mp4"}), 5);
  EXPECT_THAT(err(), HasSubstr("there is no folder 'no'; make it"));
  std::filesystem::create_directory("l.mp4");
  EXPECT_EQ(run({"render", "lesson.json", "-o", "l.mp4"}), 5);
  EXPECT_THAT(err(), HasSubstr("it is a folder"));
}

}  // namespace
}  // namespace vina
