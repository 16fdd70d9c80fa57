// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/mp4/mp4_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/error.h"
#include "support/command.h"
#include "support/fake_pictures.h"
#include "support/file_content.h"
#include "support/mp4_boxes.h"
#include "support/scratch_folder.h"
#include "support/video_decoders.h"
#include "support/video_file.h"

namespace vina {
namespace {

using namespace vina::testing;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr PixelSize kSize{96, 64};

std::vector<SlidePictures> two_slides() {
  const Picture picture = make_picture(kSize, 1);
  const PixelRect area{16, 16, 20, 20};
  return {{hold(picture, 100), hold(with_patch(picture, area, 0xFFFFFF), area, 1),
           hold(with_patch(picture, area, 0x00FF00), area, 120)},
          {hold(make_picture(kSize, 2), 77)}};
}

ErrorKind kind_of(const std::function<void()>& action, std::string* message = nullptr) {
  try {
    action();
  } catch (const Error& error) {
    if (message != nullptr) *message = error.public_message();
    return error.kind();
  }
  ADD_FAILURE() << "nothing was thrown";
  return ErrorKind::kInternal;
}

TEST(Mp4Writer, PutsTheIndexFirstAndWritesNoEditList) {
  const ScratchFolder folder;
  write_video(folder / "video.mp4", two_slides(), {.size = kSize});
  const Mp4Boxes boxes{folder / "video.mp4"};
  std::vector<std::string> top;
  for (const Mp4Box& box : boxes.all()) {
    if (box.path.find('/') == std::string::npos) top.push_back(box.path);
  }
  EXPECT_THAT(top, ::testing::ElementsAre("ftyp", "moov", "free", "free", "mdat"));
  EXPECT_THAT(boxes.listing(), Not(HasSubstr("edts")));
  EXPECT_THAT(boxes.listing(), Not(HasSubstr("elst")));
  EXPECT_THAT(boxes.listing(), Not(HasSubstr("ctts")));
  EXPECT_THAT(boxes.listing(), Not(HasSubstr("tmcd")));
  EXPECT_EQ(boxes.at("moov/trak").size(), 2U);
  EXPECT_LT(boxes.at("free").front().payload.size(), 4096U + 2048U) << "the room left over";
}

TEST(Mp4Writer, GivesAllSamplesOfATrackOneDuration) {
  const ScratchFolder folder;
  write_video(folder / "video.mp4", two_slides(), {.size = kSize});
  const Mp4Boxes boxes{folder / "video.mp4"};
  const std::vector<Mp4Box> headers = boxes.at("moov/trak/mdia/mdhd");
  const std::vector<Mp4Box> durations = boxes.at("moov/trak/mdia/minf/stbl/stts");
  ASSERT_EQ(durations.size(), 2U);
  constexpr std::uint32_t kFrames = 298;
  constexpr std::uint32_t kAccessUnits = (kFrames * 1600 + 1023) / 1024;
  EXPECT_EQ(headers[0].u32(12), 15'360U) << "time scale";
  EXPECT_EQ(durations[0].u32(4), 1U) << "entries";
  EXPECT_EQ(durations[0].u32(8), kFrames);
  EXPECT_EQ(durations[0].u32(12), 512U);
  EXPECT_EQ(headers[1].u32(12), 48'000U);
  EXPECT_EQ(durations[1].u32(4), 1U);
  EXPECT_EQ(durations[1].u32(8), kAccessUnits);
  EXPECT_EQ(durations[1].u32(12), 1024U);
  const Mp4Box movie = boxes.at("moov/mvhd").front();
  EXPECT_EQ(movie.u32(4), 0U) << "no creation time";
  EXPECT_EQ(movie.u32(8), 0U) << "no modification time";
  EXPECT_EQ(movie.u32(12), 48'000U);
}

TEST(Mp4Writer, NamesTheKeyframesAndTheColours) {
  const ScratchFolder folder;
  write_video(folder / "video.mp4", two_slides(), {.gop = Frames{60}, .size = kSize});
  const Mp4Boxes boxes{folder / "video.mp4"};
  const Mp4Box keyframes = boxes.at("moov/trak/mdia/minf/stbl/stss").front();
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t entry = 0; entry < keyframes.u32(4); ++entry) numbers.push_back(keyframes.u32(8 + 4 * entry));
  // Counted from 1: at 0 and 60, where the third picture starts (101), 60 and 120 later, and the second slide.
  EXPECT_THAT(numbers, ::testing::ElementsAre(1, 61, 102, 162, 222, 282));
  EXPECT_EQ(boxes.at("moov/trak/mdia/minf/stbl/stsd/avc1/colr").front().payload, std::string("nclx\0\1\0\1\0\1\0", 11));
}

TEST(Mp4Writer, AnnouncesHighProfileAndLevelFour) {
  const ScratchFolder folder;
  write_video(folder / "video.mp4", two_slides(), {.size = kSize});
  const std::string avcc = Mp4Boxes{folder / "video.mp4"}.at("moov/trak/mdia/minf/stbl/stsd/avc1/avcC").front().payload;
  EXPECT_EQ(avcc.substr(0, 4), std::string("\1\x64\0\x28", 4));
  EXPECT_THAT(content_of(folder / "video.mp4"), Not(HasSubstr("x264"))) << "x264's note on its version and options";
  EXPECT_THAT(content_of(folder / "video.mp4"), Not(HasSubstr("Lavf")));
}

TEST(Mp4Writer, InterleavesPictureAndSoundEveryHalfSecond) {
  const ScratchFolder folder;
  write_video(folder / "video.mp4", two_slides(), {.size = kSize});
  const std::vector<Mp4Box> chunks = Mp4Boxes{folder / "video.mp4"}.at("moov/trak/mdia/minf/stbl/stco");
  ASSERT_EQ(chunks.size(), 2U);
  constexpr std::uint32_t kHalfSeconds = 298 / 15 + 1;
  EXPECT_GE(chunks[0].u32(4), kHalfSeconds);
  EXPECT_LE(chunks[0].u32(4), kHalfSeconds + 2);
  for (std::uint32_t chunk = 0; chunk + 1 < chunks[1].u32(4); ++chunk) {
    EXPECT_LT(chunks[0].u32(8 + 4 * chunk), chunks[1].u32(8 + 4 * chunk));
    EXPECT_LT(chunks[1].u32(8 + 4 * chunk), chunks[0].u32(12 + 4 * chunk));
  }
}

TEST(Mp4Writer, GivesTheSameBytesForTheSameInput) {
  const ScratchFolder folder;
  write_video(folder / "first.mp4", two_slides(), {.size = kSize});
  write_video(folder / "second.mp4", two_slides(), {.size = kSize});
  EXPECT_TRUE(content_of(folder / "first.mp4") == content_of(folder / "second.mp4"));
}

TEST(Mp4Writer, WritesTitleAndLanguage) {
  VINA_REQUIRE_PROGRAM("ffprobe");
  const ScratchFolder folder;
  Mp4Plan plan = plan_for(two_slides(), {.size = kSize});
  plan.title = "Was Sprachmodelle können";
  plan.language = "deu";
  write_video(folder / "video.mp4", two_slides(), {.size = kSize}, plan);
  const CommandResult probe =
      run_command({"ffprobe", "-v", "warning", "-show_streams", "-show_format", (folder / "video.mp4").string()});
  EXPECT_THAT(probe.out, HasSubstr("TAG:title=Was Sprachmodelle können"));
  EXPECT_THAT(probe.out, HasSubstr("TAG:language=deu"));
  EXPECT_EQ(probe.err, "");
}

TEST(Mp4Writer, PleasesTheFfmpegCommandWithoutAWarning) {
  VINA_REQUIRE_PROGRAM("ffmpeg");
  const ScratchFolder folder;
  write_video(folder / "video.mp4", two_slides(), {.gop = Frames{30}, .size = kSize});
  const CommandResult decoded =
      run_command({"ffmpeg", "-v", "warning", "-err_detect", "+crccheck+bitstream+buffer+explode", "-i",
                   (folder / "video.mp4").string(), "-map", "0", "-f", "null", "-"});
  EXPECT_EQ(decoded.exit_code, 0);
  EXPECT_EQ(decoded.err, "");
}

TEST(Mp4Writer, LeavesRoomForTheIndexOfPicturesThatHardlyCompress) {
  const ScratchFolder folder;
  constexpr PixelSize kLarge{640, 640};
  SlidePictures slide;
  std::uint32_t random = 1;
  for (int frame = 0; frame < 40; ++frame) {
    Picture picture{kLarge};
    for (int y = 0; y < kLarge.height; ++y) {
      for (std::uint32_t& pixel : picture.row(y)) pixel = (random = random * 1664525 + 1013904223) >> 8;
    }
    slide.push_back(hold(picture, 1));
  }
  write_video(folder / "video.mp4", {slide}, {.quantizer = 1, .fade_quantizer_offset = 0, .size = kLarge});
  EXPECT_EQ(read_video_packets(folder / "video.mp4").size(), 40U);
  EXPECT_GT(std::filesystem::file_size(folder / "video.mp4"), 20'000'000U);
}

TEST(Mp4Writer, LeavesNoFileWhenItIsAbandoned) {
  const ScratchFolder folder;
  {
    AtomicFile file{folder / "video.mp4"};
    Mp4Writer writer{file, plan_for(two_slides(), {.size = kSize})};
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Mp4Writer, ReportsAFullDiskWithThePathAndLeavesNothing) {
  const ScratchFolder folder;
  const std::vector<SlidePictures> slides = two_slides();
  const Mp4Plan plan = plan_for(slides, {.size = kSize});
  // A file that may not grow any further stands for a disk that has no room.
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit old_limit{};
  getrlimit(RLIMIT_FSIZE, &old_limit);
  const rlimit limit{8192, old_limit.rlim_max};
  setrlimit(RLIMIT_FSIZE, &limit);
  std::string message;
  const ErrorKind kind = kind_of([&] { write_video(folder / "video.mp4", slides, {.size = kSize}, plan); }, &message);
  setrlimit(RLIMIT_FSIZE, &old_limit);
  std::signal(SIGXFSZ, old_handler);
  EXPECT_EQ(kind, ErrorKind::kStorage);
  EXPECT_THAT(message, HasSubstr((folder / "video.mp4").string()));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Mp4Writer, RefusesWhatWasNotPlanned) {
  const ScratchFolder folder;
  const std::vector<SlidePictures> slides = two_slides();
  Mp4Plan plan = plan_for(slides, {.size = kSize});
  plan.length -= Frames{1};
  EXPECT_EQ(kind_of([&] { write_video(folder / "video.mp4", slides, {.size = kSize}, plan); }), ErrorKind::kInternal);
  plan.length += Frames{2};
  EXPECT_EQ(kind_of([&] { write_video(folder / "video.mp4", slides, {.size = kSize}, plan); }), ErrorKind::kInternal);
  plan.length -= Frames{1};
  plan.audio_access_units += 1;
  EXPECT_EQ(kind_of([&] { write_video(folder / "video.mp4", slides, {.size = kSize}, plan); }), ErrorKind::kInternal);
  plan.audio_access_units -= 2;
  EXPECT_EQ(kind_of([&] { write_video(folder / "video.mp4", slides, {.size = kSize}, plan); }), ErrorKind::kInternal);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Mp4Writer, RefusesASlideThatWasCodedOtherwise) {
  const ScratchFolder folder;
  Mp4Plan plan = plan_for(two_slides(), {.size = kSize});
  plan.parameter_sets = SlideEncoder{{.size = {64, 64}}}.parameter_sets();
  EXPECT_EQ(kind_of([&] { write_video(folder / "video.mp4", two_slides(), {.size = kSize}, plan); }),
            ErrorKind::kInternal);
}

}  // namespace
}  // namespace vina
