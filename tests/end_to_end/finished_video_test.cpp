// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Runs the program on a real lesson once and lets other people's tools judge the files.

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/command.h"
#include "support/decoded_video.h"
#include "support/file_content.h"
#include "support/program.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using nlohmann::json;
using testing::content_of;
using testing::kProgram;
using testing::run_command;

const std::filesystem::path kLesson = testing::kExampleLessons / "what_llms_are.json";

std::string without_white_space(const std::string& text) {
  std::string kept;
  for (const char c : text) {
    if (std::string{" \t\r\n"}.find(c) == std::string::npos) kept += c;
  }
  return kept;
}

double mean_difference(const std::vector<int>& a, const std::vector<std::uint8_t>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < b.size(); ++i) sum += std::abs(a.at(i) - b[i]);
  return sum / static_cast<double>(b.size());
}

class FinishedVideo : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder = new testing::ScratchFolder;
    result = run_command({kProgram, "render", kLesson.string(), "-o", (*folder / "out.mp4").string()});
    if (result.exit_code == 0) report = json::parse(content_of(*folder / "out.json"));
  }
  static void TearDownTestSuite() {
    delete folder;
    folder = nullptr;
  }
  void SetUp() override { ASSERT_EQ(result.exit_code, 0) << result.err; }

  static std::string video() { return (*folder / "out.mp4").string(); }
  static json probe(const std::vector<std::string>& what) {
    std::vector<std::string> command{"ffprobe", "-v", "warning", "-of", "json"};
    command.insert(command.end(), what.begin(), what.end());
    command.push_back(video());
    const testing::CommandResult probed = run_command(command);
    EXPECT_EQ(probed.err, "");
    return json::parse(probed.out);
  }

  static testing::ScratchFolder* folder;
  static testing::CommandResult result;
  static json report;
};
testing::ScratchFolder* FinishedVideo::folder = nullptr;
testing::CommandResult FinishedVideo::result;
json FinishedVideo::report;

TEST_F(FinishedVideo, StandardOutputIsOneJsonObjectThatACallerCanUse) {
  const json answer = json::parse(result.out);
  EXPECT_EQ(answer.at("video_url"), "file://" + video());
  EXPECT_EQ(answer.at("subtitle_url"), "file://" + (*folder / "out.vtt").string());
  EXPECT_NEAR(answer.at("duration_seconds").get<double>(), report["video"]["duration_seconds"].get<double>(), 0.001);
}

TEST_F(FinishedVideo, NothingButTheFourFilesIsLeft) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator{folder->path()}) names.insert(entry.path().filename());
  EXPECT_EQ(names, (std::set<std::string>{"out.json", "out.mp4", "out.srt", "out.vtt"}));
}

TEST_F(FinishedVideo, IsWhatPhonesAndUploadChecksWant) {
  VINA_REQUIRE_PROGRAM("ffprobe");
  const json probed = probe({"-show_streams", "-count_packets"});
  const json& picture = probed["streams"][0];
  const json& sound = probed["streams"][1];
  EXPECT_EQ(picture["codec_name"], "h264");
  EXPECT_EQ(picture["profile"], "High");
  EXPECT_EQ(picture["level"], 40);
  EXPECT_EQ(picture["width"], 1080);
  EXPECT_EQ(picture["height"], 1920);
  EXPECT_EQ(picture["pix_fmt"], "yuv420p");
  EXPECT_EQ(picture["has_b_frames"], 0);
  EXPECT_EQ(picture["r_frame_rate"], "30/1");
  EXPECT_EQ(picture["avg_frame_rate"], "30/1");
  EXPECT_EQ(picture["color_range"], "tv");
  EXPECT_EQ(picture["color_space"], "bt709");
  EXPECT_EQ(picture["color_primaries"], "bt709");
  EXPECT_EQ(picture["color_transfer"], "bt709");
  EXPECT_EQ(std::stoll(picture["nb_read_packets"].get<std::string>()), report["video"]["frames"].get<long long>());
  EXPECT_EQ(sound["codec_name"], "aac");
  EXPECT_EQ(sound["profile"], "LC");
  EXPECT_EQ(sound["sample_rate"], "48000");
  const double seconds = report["video"]["duration_seconds"];
  EXPECT_NEAR(std::stod(picture["duration"].get<std::string>()), seconds, 0.0006);
  EXPECT_NEAR(std::stod(sound["duration"].get<std::string>()), seconds, 1024.0 / 48000);
  EXPECT_EQ(picture["start_time"], "0.000000");
  EXPECT_EQ(sound["start_time"], "0.000000");
}

TEST_F(FinishedVideo, HasAKeyframeAtEachSlideAndAtMostFiveSecondsApart) {
  VINA_REQUIRE_PROGRAM("ffprobe");
  const json probed = probe({"-select_streams", "v", "-show_packets", "-show_entries", "packet=flags"});
  std::vector<std::size_t> keyframes;
  for (std::size_t i = 0; i < probed["packets"].size(); ++i) {
    if (probed["packets"][i]["flags"].get<std::string>()[0] == 'K') keyframes.push_back(i);
  }
  for (const json& slide : report["slides"]) {
    EXPECT_TRUE(std::binary_search(keyframes.begin(), keyframes.end(), slide["start_frame"].get<std::size_t>()));
  }
  keyframes.push_back(probed["packets"].size());
  for (std::size_t i = 1; i < keyframes.size(); ++i) EXPECT_LE(keyframes[i] - keyframes[i - 1], 150U);
}

TEST_F(FinishedVideo, IsAsLoudAsItShouldBe) {
  VINA_REQUIRE_PROGRAM("ffmpeg");
  const testing::CommandResult measured = run_command({"ffmpeg", "-hide_banner", "-nostats", "-i", video(), "-vn",
                                                       "-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-"});
  std::smatch loudness, peak;
  ASSERT_TRUE(std::regex_search(measured.err, loudness, std::regex{R"(I:\s+(-?[0-9.]+) LUFS)"})) << measured.err;
  ASSERT_TRUE(std::regex_search(measured.err, peak, std::regex{R"(Peak:\s+(-?[0-9.]+) dBFS)"})) << measured.err;
  EXPECT_NEAR(std::stod(loudness[1]), -16.0, 1.0);
  EXPECT_LE(std::stod(peak[1]), -1.0);
}

TEST_F(FinishedVideo, EveryCutAndRevealIsSeenInItsFrameAndNothingMovesElsewhere) {
  VINA_REQUIRE_PROGRAM("ffmpeg");
  const testing::DecodedPictures pictures = testing::decode_pictures(video());
  ASSERT_EQ(pictures.frames.size(), report["video"]["frames"].get<std::size_t>());
  std::vector<bool> may_change(pictures.frames.size(), false);
  const auto expect_change = [&](std::size_t frame, std::size_t fade) {
    EXPECT_GT(pictures.change_at(frame), 0.005) << "nothing happens in frame " << frame;
    for (std::size_t i = frame; i < std::min(frame + fade, may_change.size()); ++i) may_change[i] = true;
  };
  for (const json& slide : report["slides"]) {
    const std::size_t start = slide["start_frame"];
    if (start > 0) expect_change(start, 15);
    for (const json& bullet : slide["bullets"]) expect_change(bullet["reveal_frame"], 15);
  }
  // A held picture may be coded anew as a keyframe; the difference must stay below what anyone can see.
  for (std::size_t i = 1; i < pictures.frames.size(); ++i) {
    if (may_change[i]) continue;
    EXPECT_LT(pictures.change_at(i), 0.35) << "unplanned change in frame " << i;
  }
}

TEST_F(FinishedVideo, SpeechIsHeardFromEachRevealOnAndNotBefore) {
  VINA_REQUIRE_PROGRAM("ffmpeg");
  const std::vector<std::int16_t> sound = testing::decode_sound(video());
  const auto loudest = [&](std::size_t from, std::size_t to) {
    int peak = 0;
    for (std::size_t i = from; i < std::min(to, sound.size()); ++i) peak = std::max(peak, std::abs(int{sound[i]}));
    return peak;
  };
  for (const json& slide : report["slides"]) {
    for (const json& bullet : slide["bullets"]) {
      const std::size_t onset = bullet["reveal_frame"].get<std::size_t>() * 1600;
      EXPECT_LT(loudest(onset - 9600, onset - 480), 60) << "sound before " << bullet;
      EXPECT_GT(loudest(onset, onset + 3200), 300) << "no onset at " << bullet;
    }
  }
}

TEST_F(FinishedVideo, CaptionsSayTheTalkWordForWordAndStayWithinTheirSlide) {
  const std::string webvtt = content_of(*folder / "out.vtt");
  const json lesson = json::parse(content_of(kLesson));
  std::string spoken;
  for (const json& slide : lesson["slides"]) {
    for (const json& item : slide["items"]) spoken += item["talk"].get<std::string>();
  }
  std::string shown;
  std::istringstream lines{webvtt};
  bool in_cue = false;
  const std::regex timing{R"((\d\d):(\d\d):(\d\d\.\d\d\d) --> (\d\d):(\d\d):(\d\d\.\d\d\d).*)"};
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (std::regex_match(line, match, timing)) {
      in_cue = true;
      const double start = std::stod(match[1]) * 3600 + std::stod(match[2]) * 60 + std::stod(match[3]);
      const double end = std::stod(match[4]) * 3600 + std::stod(match[5]) * 60 + std::stod(match[6]);
      std::size_t slides = 0;
      for (const json& slide : report["slides"]) {
        const double from = slide["start_frame"].get<double>() / 30;
        const double to = from + slide["frames"].get<double>() / 30;
        if (start >= from - 0.001 && end <= to + 0.001) ++slides;
      }
      EXPECT_EQ(slides, 1U) << line;
    } else if (line.empty()) {
      in_cue = false;
    } else if (in_cue) {
      shown += line;
    }
  }
  for (const auto& [escaped, plain] : {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}}) {
    shown = std::regex_replace(shown, std::regex{escaped}, plain);
  }
  EXPECT_EQ(without_white_space(shown), without_white_space(spoken));
}

TEST_F(FinishedVideo, TheWordsCanBeReadFromItsPictures) {
  VINA_REQUIRE_PROGRAM("tesseract");
  const json lesson = json::parse(content_of(kLesson));
  for (std::size_t i = 0; i < report["slides"].size(); ++i) {
    const json& slide = report["slides"][i];
    const std::size_t last = slide["start_frame"].get<std::size_t>() + slide["frames"].get<std::size_t>() - 1;
    const std::string picture = (*folder / ("ocr.png")).string();
    run_command({"ffmpeg", "-v", "error", "-y", "-ss", std::to_string((static_cast<double>(last) - 0.5) / 30), "-i",
                 video(), "-frames:v", "1", "-vf", "negate,format=gray", picture});
    const std::string read = run_command({"tesseract", picture, "-", "--psm", "11"}).out;
    std::filesystem::remove(picture);
    std::size_t words = 0;
    std::size_t found = 0;
    std::string text = lesson["slides"][i]["slide_title"];
    for (const json& item : lesson["slides"][i]["items"]) text += " " + item["bullet"].get<std::string>();
    std::istringstream in{text};
    for (std::string word; in >> word; ++words) {
      if (read.find(word) != std::string::npos) ++found;
    }
    EXPECT_GE(static_cast<double>(found), 0.9 * static_cast<double>(words)) << "slide " << i + 1 << " reads:\n" << read;
  }
}

TEST_F(FinishedVideo, PlaysAndSeeksInChromium) {
  VINA_REQUIRE_PROGRAM("chromium");
  VINA_REQUIRE_PROGRAM("node");
  const testing::CommandResult played =
      run_command({"node", std::string{VINA_SOURCE_DIR} + "/tests/support/play_in_chromium.mjs", video(),
                   (*folder / "out.vtt").string()});
  const json seen = json::parse(played.out);
  EXPECT_TRUE(seen["error"].is_null()) << seen;
  EXPECT_EQ(seen["width"], 1080);
  EXPECT_NEAR(seen["duration"].get<double>(), report["video"]["duration_seconds"].get<double>(), 0.05);
  EXPECT_NEAR(seen["endedAt"].get<double>(), report["video"]["duration_seconds"].get<double>(), 0.1);
  ASSERT_EQ(seen["seeks"].size(), 5U);
  const testing::DecodedPictures pictures = testing::decode_pictures(video());
  for (const json& seek : seen["seeks"]) {
    const auto frame = seek["frame"].get<std::size_t>();
    EXPECT_EQ(seek["shown"], frame);
    const auto grey = seek["grey"].get<std::vector<int>>();
    // A browser scales and converts in its own way, but nothing that looks otherwise may be nearer to what it shows.
    const double difference = mean_difference(grey, pictures.frames.at(frame));
    const std::vector<int> picture{pictures.frames[frame].begin(), pictures.frames[frame].end()};
    EXPECT_LT(difference, 4) << "frame " << frame;
    for (const std::vector<std::uint8_t>& other : pictures.frames) {
      if (mean_difference(picture, other) < 0.5) continue;
      ASSERT_LT(difference, mean_difference(grey, other)) << "frame " << frame;
    }
  }
  EXPECT_EQ(seen["cues"], report["captions"]["cues"]);
}

TEST_F(FinishedVideo, IsTheSameToTheLastByteWithAnyNumberOfThreads) {
  for (const std::string threads : {"1", "3"}) {
    const testing::ScratchFolder other;
    ASSERT_EQ(
        run_command({kProgram, "render", kLesson.string(), "-o", (other / "out.mp4").string(), "--threads", threads})
            .exit_code,
        0);
    for (const char* name : {"out.mp4", "out.vtt", "out.srt"}) {
      EXPECT_TRUE(content_of(other / name) == content_of(*folder / name))
          << name << " differs with " << threads << " threads";
    }
  }
}

}  // namespace
}  // namespace vina
