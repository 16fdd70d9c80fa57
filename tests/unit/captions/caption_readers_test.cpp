// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Other people's programs read what we write.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "captions/cue_builder.h"
#include "captions/srt_writer.h"
#include "captions/webvtt_writer.h"
#include "support/command.h"
#include "support/scratch_folder.h"
#include "support/webvtt_validator.h"
#include "unit/captions/simulated_speech.h"

namespace vina {
namespace {

using testing::run_command;

void write(const std::string& file, const std::string& text) {
  std::ofstream{file, std::ios::binary} << text;
}

std::string joined_lines(const Cue& cue) {
  return fmt::format("{}", fmt::join(cue.lines, "\n"));
}

CaptionSet captions_of(const Lesson& lesson) {
  return build_cues(lesson, tests::even_timeline(lesson), {});
}

/// The example lessons and one with everything that needs care.
std::vector<Lesson> lessons() {
  std::vector<Lesson> lessons;
  for (const char* name : {"what_llms_are", "many_scripts", "longest_allowed"}) {
    lessons.push_back(tests::example_lesson(name));
  }
  lessons.push_back(
      tests::lesson_of({"If a < b && b > c --> then <b>stop</b> &amp; go.", "WEBVTT NOTE STYLE --> 1 2 3.",
                        "00:00:01.000 --> 00:00:02.000", "NOTE this is no note."}));
  return lessons;
}

TEST(CaptionReaders, TheValidatorOfTheW3cFindsNoFault) {
  VINA_REQUIRE_WEBVTT_VALIDATOR();
  const testing::ScratchFolder folder;
  for (const Lesson& lesson : lessons()) {
    const CaptionSet set = captions_of(lesson);
    const std::string file = (folder.path() / "captions.vtt").string();
    write(file, to_webvtt(set.cues));
    const testing::CommandResult result = testing::validate_webvtt(file);
    ASSERT_EQ(result.exit_code, 0) << result.out << result.err;
    const nlohmann::json cues = nlohmann::json::parse(result.out);
    ASSERT_EQ(cues.size(), set.cues.size());
    for (std::size_t i = 0; i < cues.size(); ++i) {
      EXPECT_EQ(std::llround(cues[i]["startTime"].get<double>() * 1000), to_milliseconds(set.cues[i].start));
      EXPECT_EQ(std::llround(cues[i]["endTime"].get<double>() * 1000), to_milliseconds(set.cues[i].end));
    }
  }
}

TEST(CaptionReaders, TheValidatorWouldFindFaults) {
  VINA_REQUIRE_WEBVTT_VALIDATOR();
  const testing::ScratchFolder folder;
  const std::string file = (folder.path() / "captions.vtt").string();
  for (const char* faulty :
       {"WEBVTT\n\n1\n00:00:01,000 --> 00:00:02.000\nText\n", "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nA & B\n",
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nA\n\n1\n00:00:03.000 --> 00:00:04.000\nB\n"}) {
    write(file, faulty);
    EXPECT_EQ(testing::validate_webvtt(file).exit_code, 1) << faulty;
  }
}

struct ReadCue {
  std::int64_t start_ms;
  std::int64_t end_ms;
};

std::vector<ReadCue> read_with_ffprobe(const std::string& file) {
  const testing::CommandResult result = run_command({"ffprobe", "-v", "error", "-of", "json", "-show_packets",
                                                     "-show_entries", "packet=pts_time,duration_time", file});
  std::vector<ReadCue> cues;
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.err, "");
  if (result.exit_code != 0) return cues;
  const nlohmann::json probed = nlohmann::json::parse(result.out);
  for (const auto& packet : probed["packets"]) {
    const double start = std::stod(packet["pts_time"].get<std::string>());
    const double length = std::stod(packet["duration_time"].get<std::string>());
    cues.push_back({std::llround(start * 1000), std::llround((start + length) * 1000)});
  }
  return cues;
}

TEST(CaptionReaders, FfmpegReadsTheSameTimesFromBothFiles) {
  VINA_REQUIRE_PROGRAM("ffprobe");
  const testing::ScratchFolder folder;
  for (const Lesson& lesson : lessons()) {
    const CaptionSet set = captions_of(lesson);
    const std::string vtt = (folder.path() / "captions.vtt").string();
    const std::string srt = (folder.path() / "captions.srt").string();
    write(vtt, to_webvtt(set.cues));
    write(srt, to_srt(set.cues));
    for (const std::string& file : {vtt, srt}) {
      const std::vector<ReadCue> cues = read_with_ffprobe(file);
      ASSERT_EQ(cues.size(), set.cues.size()) << file;
      for (std::size_t i = 0; i < cues.size(); ++i) {
        EXPECT_EQ(cues[i].start_ms, to_milliseconds(set.cues[i].start));
        EXPECT_EQ(cues[i].end_ms, to_milliseconds(set.cues[i].end));
      }
    }
  }
}

TEST(CaptionReaders, FfmpegReadsTheSameTextFromWebVtt) {
  VINA_REQUIRE_PROGRAM("ffmpeg");
  const testing::ScratchFolder folder;
  const Lesson lesson = tests::example_lesson("many_scripts");
  const CaptionSet set = captions_of(lesson);
  const std::string vtt = (folder.path() / "captions.vtt").string();
  write(vtt, to_webvtt(set.cues));
  const testing::CommandResult result = run_command({"ffmpeg", "-v", "error", "-i", vtt, "-f", "srt", "-"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  std::string text = result.out;
  std::erase(text, '\r');
  for (const Cue& cue : set.cues) EXPECT_NE(text.find(joined_lines(cue)), std::string::npos) << joined_lines(cue);
}

}  // namespace
}  // namespace vina
