// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Compares the figures of a video's report with what other people's tools measure.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <stdexcept>
#include <string>

#include <nlohmann/json.hpp>

#include "support/command.h"
#include "support/file_content.h"
#include "support/scratch_folder.h"

namespace vina::testing {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr const char* kLesson = R"({"lesson_id":"l1","course_id":"c1","lesson_title":"Tea","slides":[
  {"slide_title":"Leaves","items":[
    {"bullet":"Green","talk":"Green tea is made from leaves that were never allowed to wither for long."},
    {"bullet":"Black","talk":"Black tea has been rolled and left in warm and humid air until it turned brown."}]},
  {"slide_title":"Water","items":[
    {"bullet":"Hot","talk":"Water that has just boiled is right for black tea and far too hot for green tea."}]}]})";

class ReportedVideo : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder = new ScratchFolder;
    std::ofstream{*folder / "lesson.json"} << kLesson;
    rendered =
        run_shell(folder->path(), "vina render lesson.json -o out.mp4 --quiet --profession Nurse --experience senior");
    if (rendered.exit_code == 0) report = json::parse(content_of(*folder / "out.json"));
  }
  static void TearDownTestSuite() {
    delete folder;
    folder = nullptr;
  }
  void SetUp() override {
    VINA_REQUIRE_PROGRAM("ffmpeg");
    VINA_REQUIRE_PROGRAM("sha256sum");
    ASSERT_EQ(rendered.exit_code, 0) << rendered.err;
  }

  /// What a line of bash says, on either output, without the line's end.
  static std::string said(const std::string& line) {
    const CommandResult done = run_shell(folder->path(), line + " 2>&1");
    EXPECT_EQ(done.exit_code, 0) << line << "\n" << done.out;
    return done.out.substr(0, done.out.find_last_not_of('\n') + 1);
  }
  static double number(const std::string& text, const char* pattern) {
    std::smatch match;
    if (!std::regex_search(text, match, std::regex{pattern})) throw std::runtime_error{"not found in " + text};
    return std::stod(match[1]);
  }

  static ScratchFolder* folder;
  static CommandResult rendered;
  static json report;
};
ScratchFolder* ReportedVideo::folder = nullptr;
CommandResult ReportedVideo::rendered;
json ReportedVideo::report;

TEST_F(ReportedVideo, HasTheFramesAndTheDurationThatFfprobeCounts) {
  const json probed = json::parse(
      said("ffprobe -v error -of json -count_frames -show_entries stream=codec_type,nb_read_frames,duration out.mp4"));
  for (const json& stream : probed["streams"]) {
    const double seconds = std::stod(stream["duration"].get<std::string>());
    const bool is_video = stream["codec_type"] == "video";
    EXPECT_NEAR(seconds, report["video"]["duration_seconds"].get<double>(), is_video ? 0.001 : 1024.0 / 48'000);
    if (!is_video) continue;
    EXPECT_EQ(std::stoll(stream["nb_read_frames"].get<std::string>()), report["video"]["frames"]);
  }
}

TEST_F(ReportedVideo, IsAsLoudAsFfmpegMeasures) {
  const std::string summary = said("ffmpeg -hide_banner -nostats -i out.mp4 -vn -af ebur128=peak=true -f null -");
  const std::string end = summary.substr(summary.rfind("Summary:"));
  EXPECT_NEAR(report["sound"]["loudness_lufs"].get<double>(), number(end, R"(I:\s+(-?[0-9.]+) LUFS)"), 0.15);
  EXPECT_NEAR(report["sound"]["true_peak_dbtp"].get<double>(), number(end, R"(Peak:\s+(-?[0-9.]+) dBFS)"), 0.15);
  EXPECT_EQ(report["sound"]["asked_lufs"], -16.0);
}

TEST_F(ReportedVideo, HasTheFilesWithTheirSizesAndDigests) {
  const auto expect_file = [](const char* name, const json& bytes, const json& sha256) {
    EXPECT_EQ(std::stoll(said(std::string{"stat -c %s "} + name)), bytes) << name;
    EXPECT_EQ(said(std::string{"sha256sum < "} + name).substr(0, 64), sha256) << name;
  };
  const json& captions = report["captions"];
  expect_file("out.mp4", report["video"]["bytes"], report["video"]["sha256"]);
  expect_file("out.vtt", captions["bytes"], captions["sha256"]);
  expect_file("out.srt", captions["srt_bytes"], captions["srt_sha256"]);
  EXPECT_EQ(std::stoll(said("grep -c -- '-->' out.vtt")), captions["cues"]);
}

TEST_F(ReportedVideo, HasTalksWithTheDigestsOfWhatTheLessonSays) {
  const json lesson = json::parse(kLesson);
  for (std::size_t slide = 0; slide < 2; ++slide) {
    const json& bullets = report["slides"][slide]["bullets"];
    for (std::size_t item = 0; item < bullets.size(); ++item) {
      std::ofstream{*folder / "talk"} << lesson["slides"][slide]["items"][item]["talk"].get<std::string>();
      EXPECT_EQ(said("tr -d ' ' < talk | sha256sum").substr(0, 64), bullets[item]["talk_sha256"]);
    }
  }
}

TEST_F(ReportedVideo, IsAsFastToReadAsItsCaptionsAre) {
  // The longest of all cues' characters, the line ends included, over their times.
  const double fastest = std::stod(said(R"(awk 'BEGIN { RS = ""; FS = "\n" }
    / --> / {
      for (i = 1; i <= NF; ++i) if ($i ~ / --> /) break
      split($i, t, /[ :.]+/)
      from = (t[1] * 60 + t[2]) * 60 + t[3] + t[4] / 1000
      to = (t[6] * 60 + t[7]) * 60 + t[8] + t[9] / 1000
      n = 0
      for (j = i + 1; j <= NF; ++j) n += length($j) + (j > i + 1)
      if (n / (to - from) > most) most = n / (to - from)
    }
    END { print most }' out.vtt)"));
  EXPECT_NEAR(report["captions"]["fastest_characters_per_second"].get<double>(), fastest, 0.1);
}

TEST_F(ReportedVideo, WasAskedOfNobodyAndCostNothing) {
  EXPECT_EQ(report["images"], (json{{"provider", "gradient"}}));
  EXPECT_EQ(report["voice"], (json{{"provider", "espeak"}, {"words_per_minute", 160}}));
  EXPECT_EQ(report["costs"], (json{{"credits", 0.0}, {"usd", 0.0}, {"assets", json::array()}}));
  EXPECT_EQ(report["lesson"], (json{{"id", "l1"}, {"course_id", "c1"}, {"title", "Tea"}}));
}

TEST_F(ReportedVideo, NamesTheViewerAndTheLibrariesThatMadeIt) {
  EXPECT_EQ(report["viewer"], (json{{"profession", "Nurse"}, {"industry", nullptr}, {"experience", "senior"}}));
  EXPECT_THAT(said("vina doctor"), AllOf(HasSubstr(report["libraries"]["x264"].get<std::string>()),
                                         HasSubstr(report["libraries"]["espeak_ng"].get<std::string>())));
}

}  // namespace
}  // namespace vina::testing
