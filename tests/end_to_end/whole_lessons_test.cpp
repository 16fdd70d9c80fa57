// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Renders the lesson in many scripts and the one with every field filled to its limit, each once and with the offline
// voice, and holds their captions and videos to what was promised.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "support/caption_file.h"
#include "support/command.h"
#include "support/file_content.h"
#include "support/program.h"
#include "support/scratch_folder.h"
#include "support/webvtt_validator.h"
#include "wrap/icu/segments.h"

namespace vina {
namespace {

using nlohmann::json;
using ::testing::IsEmpty;
using testing::kProgram;
using testing::run_command;
using testing::WrittenCue;

constexpr std::int64_t kFramesPerSecond = 30;

/// A lesson and what the program made of it.
struct Rendered {
  testing::ScratchFolder folder;
  testing::CommandResult result;
  json slides;  ///< of the lesson
  json report;
  std::vector<WrittenCue> cues;  ///< of the WebVTT file

  std::filesystem::path file(const std::string& extension) const { return folder / ("out." + extension); }
};

std::unique_ptr<Rendered> render_lesson(const std::string& name) {
  auto rendered = std::make_unique<Rendered>();
  const std::filesystem::path lesson = testing::kExampleLessons / (name + ".json");
  const json content = json::parse(testing::content_of(lesson));
  rendered->slides = (content.contains("lesson_content") ? content["lesson_content"] : content)["slides"];
  rendered->result =
      run_command({kProgram, "render", lesson.string(), "-o", rendered->file("mp4").string(), "--quiet"});
  if (rendered->result.exit_code != 0) return rendered;
  rendered->report = json::parse(testing::content_of(rendered->file("json")));
  rendered->cues = testing::read_webvtt(rendered->file("vtt"));
  return rendered;
}

class WholeLesson : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    static std::map<std::string, std::unique_ptr<Rendered>> all;
    std::unique_ptr<Rendered>& rendered = all[GetParam()];
    if (!rendered) rendered = render_lesson(GetParam());
    lesson = rendered.get();
    ASSERT_EQ(lesson->result.exit_code, 0) << lesson->result.err;
  }

  /// Whether a warning has the cue's text.
  bool is_warned_of(const WrittenCue& cue) const {
    const json& warnings = lesson->report.at("warnings");
    return std::any_of(warnings.begin(), warnings.end(), [&](const json& warning) {
      return warning.at("message").get<std::string>().find(cue.text()) != std::string::npos;
    });
  }

  const Rendered* lesson = nullptr;
};

/// If `line` comes next in `talk` at `position`, ASCII spaces before it aside, moves behind it.
bool take_line(std::string_view talk, std::size_t& position, std::string_view line) {
  while (position < talk.size() && talk[position] == ' ' && !line.starts_with(' ')) ++position;
  if (!talk.substr(position).starts_with(line)) return false;
  position += line.size();
  return true;
}

TEST_P(WholeLesson, SaysEveryTalkWordForWordInTheCuesOfItsSlideAndOfNoOther) {
  std::size_t next = 0;
  for (std::size_t s = 0; s < lesson->slides.size(); ++s) {
    const json& planned = lesson->report.at("slides").at(s);
    const std::int64_t start = planned.at("start_frame").get<std::int64_t>() * 1000 / kFramesPerSecond;
    const std::int64_t end = start + planned.at("frames").get<std::int64_t>() * 1000 / kFramesPerSecond + 1;
    for (const json& item : lesson->slides[s].at("items")) {
      const std::string talk = item.at("talk");
      for (std::size_t position = 0; position < talk.size(); ++next) {
        ASSERT_LT(next, lesson->cues.size()) << "no cue for \"" << talk.substr(position) << "\"";
        const WrittenCue& cue = lesson->cues[next];
        for (const std::string& line : cue.lines) {
          ASSERT_TRUE(take_line(talk, position, line)) << "\"" << line << "\" is not what is said in " << talk;
        }
        EXPECT_GE(cue.start_ms, start) << cue.text();
        EXPECT_LE(cue.end_ms, end) << cue.text();
      }
    }
  }
  EXPECT_EQ(next, lesson->cues.size());
}

TEST_P(WholeLesson, HasTheSameCuesInBothFiles) {
  EXPECT_EQ(testing::read_srt(lesson->file("srt")), lesson->cues);
  EXPECT_EQ(lesson->report.at("captions").at("cues"), lesson->cues.size());
}

TEST_P(WholeLesson, KeepsTheLimitsOfCaptionsOrNamesTheCue) {
  for (std::size_t i = 0; i < lesson->cues.size(); ++i) {
    const WrittenCue& cue = lesson->cues[i];
    ASSERT_FALSE(cue.lines.empty());
    EXPECT_LE(cue.lines.size(), 3U) << cue.text();
    for (const std::string& line : cue.lines) EXPECT_LE(icu::display_width(line), 25) << line;
    const std::int64_t shown = cue.end_ms - cue.start_ms;
    EXPECT_GT(shown, 0) << cue.text();
    EXPECT_LE(shown, 7000) << cue.text();
    EXPECT_GE(cue.start_ms, i > 0 ? lesson->cues[i - 1].end_ms : 0) << cue.text();
    if (is_warned_of(cue)) continue;
    EXPECT_GE(shown, 833) << cue.text();
    EXPECT_LE(static_cast<std::int64_t>(icu::count_graphemes(cue.text())) * 1000, 20 * shown) << cue.text();
  }
}

TEST_P(WholeLesson, ShowsTheFirstCueOfEachTalkWithItsBullet) {
  for (const json& slide : lesson->report.at("slides")) {
    for (const json& bullet : slide.at("bullets")) {
      const std::int64_t reveal = bullet.at("reveal_frame").get<std::int64_t>() * 1000 / kFramesPerSecond;
      const bool found = std::any_of(lesson->cues.begin(), lesson->cues.end(), [&](const WrittenCue& cue) {
        return cue.start_ms >= reveal && cue.start_ms <= reveal + 1000 / kFramesPerSecond + 1;
      });
      EXPECT_TRUE(found) << "no cue starts with " << bullet;
    }
  }
}

TEST_P(WholeLesson, HasCaptionsThatTheValidatorOfTheW3cAccepts) {
  VINA_REQUIRE_WEBVTT_VALIDATOR();
  const testing::CommandResult validated = testing::validate_webvtt(lesson->file("vtt"));
  EXPECT_EQ(validated.exit_code, 0) << validated.out << validated.err;
}

TEST_P(WholeLesson, HasAsManyFramesAsReportedAndDecodesWithoutAComplaint) {
  VINA_REQUIRE_PROGRAM("ffmpeg");
  const std::string video = lesson->file("mp4").string();
  const testing::CommandResult counted =
      run_command({"ffprobe", "-v", "warning", "-of", "json", "-select_streams", "v", "-count_frames", "-show_entries",
                   "stream=nb_read_frames", video});
  ASSERT_EQ(counted.exit_code, 0) << counted.err;
  EXPECT_THAT(counted.err, IsEmpty());
  const json stream = json::parse(counted.out).at("streams").at(0);
  const std::int64_t frames = lesson->report.at("video").at("frames");
  EXPECT_EQ(std::stoll(stream.at("nb_read_frames").get<std::string>()), frames);
  const json& last = lesson->report.at("slides").back();
  EXPECT_EQ(last.at("start_frame").get<std::int64_t>() + last.at("frames").get<std::int64_t>(), frames);

  const testing::CommandResult sound = run_command({"ffmpeg", "-v", "warning", "-i", video, "-vn", "-f", "null", "-"});
  EXPECT_EQ(sound.exit_code, 0);
  EXPECT_THAT(sound.err, IsEmpty());
}

TEST_P(WholeLesson, IsWhatItsReportSays) {
  const testing::CommandResult checked = run_command({kProgram, "check", lesson->file("mp4").string()});
  EXPECT_EQ(checked.exit_code, 0) << checked.out << checked.err;
}

INSTANTIATE_TEST_SUITE_P(Examples, WholeLesson, ::testing::Values("many_scripts", "longest_allowed"),
                         [](const auto& lesson) { return std::string{lesson.param}; });

TEST(SocialSafeArea, HasTheCaptionsRightBelowIt) {
  const testing::ScratchFolder folder;
  std::ofstream{folder / "lesson.json"} << json{
      {"lesson_title", "Brief"},
      {"slides",
       {{{"slide_title", "Go"},
         {"slide_type", "concept"},
         {"items",
          {{{"type", "text"}, {"bullet", "Go"}, {"talk", "Go on, as long as you like, and then two lines."}}}}}}}};
  const testing::CommandResult result =
      run_command({kProgram, "render", (folder / "lesson.json").string(), "-o", (folder / "out.mp4").string(),
                   "--quiet", "--safe-area", "social"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const std::string webvtt = testing::content_of(folder / "out.vtt");
  // It begins at y 1264 and is centred between x 100 and 870.
  EXPECT_THAT(webvtt, ::testing::HasSubstr("line:65.8% size:71.2% position:44.9% align:center\n"));
  EXPECT_EQ(webvtt.find("size:90%"), std::string::npos) << webvtt;
}

}  // namespace
}  // namespace vina
