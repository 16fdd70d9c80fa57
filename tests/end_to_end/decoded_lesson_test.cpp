// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Decodes every frame of a real lesson with two decoders and compares them with each other and with the plan.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "lesson/lesson_reader.h"
#include "slides/slide_animation.h"
#include "speech/espeak_speech.h"
#include "support/command.h"
#include "support/file_content.h"
#include "support/mp4_boxes.h"
#include "support/program.h"
#include "support/scratch_folder.h"
#include "support/video_decoders.h"
#include "timeline/timeline_builder.h"

namespace vina {
namespace {

using testing::kProgram;
using testing::run_command;

const std::filesystem::path kLesson = testing::kExampleLessons / "what_llms_are.json";
constexpr std::int64_t kTransitionFrames = 9;  ///< as the program has it by default

/// The hold of every picture of the lesson, in order.
std::vector<std::size_t> planned_holds() {
  const Lesson lesson = read_lesson(testing::content_of(kLesson)).lesson.value();
  const std::unique_ptr<SpeechProvider> speech = make_espeak_speech();
  std::vector<Narration> narrations;
  for (const Slide& slide : lesson.slides) {
    SpeechRequest request;
    for (const Item& item : slide.items) request.talks.push_back(item.talk);
    narrations.push_back(speech->narrate(request, {}));
  }
  std::vector<std::size_t> holds;
  for (const TimelineSlide& slide : build_timeline(lesson, narrations, {}).slides) {
    const Frames transition{slide.start == Frames{0} ? 0 : kTransitionFrames};
    for (const PlannedPicture& picture : plan_pictures(slide, transition)) {
      holds.push_back(static_cast<std::size_t>(picture.hold.count()));
    }
  }
  return holds;
}

/// Stands for all samples of a frame.
std::size_t fingerprint(const testing::DecodedFrame& frame) {
  const auto* bytes = reinterpret_cast<const char*>(frame.samples.data());
  return std::hash<std::string_view>{}({bytes, frame.samples.size()});
}

struct Decoding {
  std::vector<std::size_t> frames;  ///< a fingerprint of each
  std::vector<std::string> complaints;
};

/// What both decoders make of the program's video, in one run for all tests.
class DecodedLesson : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder = new testing::ScratchFolder;
    const std::string video = (*folder / "out.mp4").string();
    const testing::CommandResult result = run_command({kProgram, "render", kLesson.string(), "-o", video, "--quiet"});
    if (result.exit_code != 0) throw std::runtime_error{result.err};
    const std::vector<testing::VideoPacket> packets = testing::read_video_packets(video);
    const auto collect = [](Decoding& decoding) {
      return [&decoding](const testing::DecodedFrame& frame) { decoding.frames.push_back(fingerprint(frame)); };
    };
    std::jthread other{[&] { openh264.complaints = testing::decode_with_openh264(packets, collect(openh264)); }};
    ffmpeg.complaints = testing::decode_with_ffmpeg(packets, collect(ffmpeg));
  }
  static void TearDownTestSuite() {
    delete folder;
    folder = nullptr;
  }

  static testing::ScratchFolder* folder;
  static Decoding ffmpeg;
  static Decoding openh264;
};
testing::ScratchFolder* DecodedLesson::folder = nullptr;
Decoding DecodedLesson::ffmpeg;
Decoding DecodedLesson::openh264;

TEST_F(DecodedLesson, IsTheSameInBothDecodersAndNoneComplains) {
  EXPECT_THAT(ffmpeg.complaints, ::testing::IsEmpty());
  EXPECT_THAT(openh264.complaints, ::testing::IsEmpty());
  ASSERT_EQ(ffmpeg.frames.size(), openh264.frames.size());
  for (std::size_t i = 0; i < ffmpeg.frames.size(); ++i) {
    ASSERT_EQ(ffmpeg.frames[i], openh264.frames[i]) << "frame " << i;
  }
}

TEST_F(DecodedLesson, ShowsEachPlannedPictureForAsManyFramesAsPlanned) {
  std::vector<std::size_t> holds;
  for (std::size_t i = 0; i < ffmpeg.frames.size(); ++i) {
    if (i == 0 || ffmpeg.frames[i] != ffmpeg.frames[i - 1]) holds.push_back(0);
    ++holds.back();
  }
  const std::vector<std::size_t> planned = planned_holds();
  EXPECT_EQ(holds, planned);
  EXPECT_EQ((std::set<std::size_t>{ffmpeg.frames.begin(), ffmpeg.frames.end()}.size()), planned.size())
      << "distinct pictures";
}

TEST_F(DecodedLesson, LiesInBoxesThatEveryPlayerUnderstands) {
  const testing::Mp4Boxes boxes{*folder / "out.mp4"};
  const std::string listing = boxes.listing();
  EXPECT_LT(boxes.at("moov").at(0).offset, boxes.at("mdat").at(0).offset);
  for (const char* unwanted : {"elst", "edts", "ctts", "moof"}) {
    EXPECT_EQ(listing.find(unwanted), std::string::npos) << unwanted << " in " << listing;
  }
  const std::vector<testing::Mp4Box> durations = boxes.at("moov/trak/mdia/minf/stbl/stts");
  ASSERT_EQ(durations.size(), 2U) << listing;
  for (const testing::Mp4Box& stts : durations) EXPECT_EQ(stts.u32(4), 1U) << "entries of stts";
  EXPECT_EQ(durations[0].u32(8), ffmpeg.frames.size());

  const std::string sample = "moov/trak/mdia/minf/stbl/stsd/avc1/";
  ASSERT_EQ(boxes.at(sample + "avcC").size(), 1U) << listing;
  EXPECT_EQ(boxes.at(sample + "avcC")[0].payload.substr(0, 4), std::string("\x01\x64\x00\x28", 4)) << "High, level 4.0";
  ASSERT_EQ(boxes.at(sample + "colr").size(), 1U) << listing;
  EXPECT_EQ(boxes.at(sample + "colr")[0].payload, std::string("nclx\0\1\0\1\0\1\0", 11)) << "BT.709, limited range";
}

TEST(HoldEncode, ShowsTheSameFramesButForCodingNoise) {
  const testing::ScratchFolder folder;
  nlohmann::json lesson = nlohmann::json::parse(testing::content_of(kLesson));
  const auto keep_two = [](nlohmann::json& list) { list.erase(list.begin() + 2, list.end()); };
  keep_two(lesson["slides"]);
  for (auto& slide : lesson["slides"]) {
    keep_two(slide["items"]);
    for (auto& item : slide["items"]) item["talk"] = "Just a few words.";
  }
  std::ofstream{folder / "lesson.json"} << lesson;
  for (const std::string hold : {"skip", "encode"}) {
    const testing::CommandResult result = run_command({kProgram, "render", (folder / "lesson.json").string(), "-o",
                                                       (folder / (hold + ".mp4")).string(), "--hold", hold});
    ASSERT_EQ(result.exit_code, 0) << result.err;
  }
  std::vector<testing::DecodedFrame> pictures;
  std::vector<std::size_t> shown;  ///< of each frame: which of `pictures`
  testing::decode_with_ffmpeg(testing::read_video_packets(folder / "skip.mp4"),
                              [&](const testing::DecodedFrame& frame) {
                                if (pictures.empty() || !(pictures.back() == frame)) pictures.push_back(frame);
                                shown.push_back(pictures.size() - 1);
                              });
  std::size_t frame = 0;
  double worst = 100;
  const auto complaints = testing::decode_with_ffmpeg(
      testing::read_video_packets(folder / "encode.mp4"), [&](const testing::DecodedFrame& decoded) {
        ASSERT_LT(frame, shown.size());
        worst = std::min(worst, luma_psnr(decoded, pictures[shown[frame]]));
        ++frame;
      });
  EXPECT_THAT(complaints, ::testing::IsEmpty());
  EXPECT_EQ(frame, shown.size());
  EXPECT_GT(worst, 40.0) << "dB, of the luma of the worst frame";
  RecordProperty("worst_psnr", std::to_string(worst));
}

}  // namespace
}  // namespace vina
