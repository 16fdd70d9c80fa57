// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Decodes finished files with FFmpeg and OpenH264 and judges what comes out.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <set>
#include <string>

#include "support/fake_pictures.h"
#include "support/scratch_folder.h"
#include "support/video_decoders.h"
#include "support/video_file.h"
#include "video/h264/ycbcr_picture.h"

namespace vina {
namespace {

using namespace vina::testing;

/// What a picture would be if nothing were lost.
DecodedFrame exact_frame(const Picture& picture) {
  YCbCrPicture ycbcr{picture.size()};
  ycbcr.update(picture, picture.bounds());
  DecodedFrame frame{picture.size(), {}};
  for (std::size_t plane = 0; plane < 3; ++plane) {
    const int width = plane == 0 ? frame.size.width : frame.size.width / 2;
    const int height = plane == 0 ? frame.size.height : frame.size.height / 2;
    for (int y = 0; y < height; ++y) {
      const std::uint8_t* row = ycbcr.plane(plane) + std::ptrdiff_t{y} * ycbcr.stride_bytes(plane);
      frame.samples.insert(frame.samples.end(), row, row + width);
    }
  }
  return frame;
}

std::size_t distinct(const std::vector<DecodedFrame>& frames) {
  std::set<std::vector<std::uint8_t>> seen;
  for (const DecodedFrame& frame : frames) seen.insert(frame.samples);
  return seen.size();
}

struct Video {
  std::string name;
  PixelSize size;
  Frames gop;
  std::vector<std::vector<std::int64_t>> holds;  ///< of each picture of each slide
};

void PrintTo(const Video& video, std::ostream* out) {
  *out << video.name;
}

/// Pictures change in a part and as a whole by turns; no two are alike.
std::vector<SlidePictures> slides_of(const Video& video) {
  std::vector<SlidePictures> slides;
  std::uint32_t seed = 1;
  for (const std::vector<std::int64_t>& holds : video.holds) {
    SlidePictures slide;
    for (const std::int64_t frames : holds) {
      ++seed;
      if (slide.size() % 3 == 0) {
        slide.push_back(hold(make_picture(video.size, seed), frames));
      } else {
        const PixelRect area{video.size.width / 3 + static_cast<int>(seed % 7), video.size.height / 4, 13, 21};
        slide.push_back(hold(with_patch(*slide.back().picture, area, seed * 0x1F3D5B), area, frames));
      }
    }
    slides.push_back(std::move(slide));
  }
  return slides;
}

class HeldPictures : public ::testing::TestWithParam<Video> {};

TEST_P(HeldPictures, AreTheSameFrameInBothDecoders) {
  const ScratchFolder folder;
  const VideoOptions options{.gop = GetParam().gop, .size = GetParam().size};
  const std::vector<SlidePictures> slides = slides_of(GetParam());
  const std::vector<EncodedSlide> encoded = write_video(folder / "video.mp4", slides, options);
  const std::vector<VideoPacket> packets = read_video_packets(folder / "video.mp4");
  const DecodedVideo video = decode_with_ffmpeg(packets);
  const DecodedVideo other = decode_with_openh264(packets);

  EXPECT_THAT(video.complaints, ::testing::IsEmpty());
  EXPECT_THAT(other.complaints, ::testing::IsEmpty());
  ASSERT_EQ(video.frames.size(), static_cast<std::size_t>(length_of(slides).count()));
  EXPECT_TRUE(video.frames == other.frames) << "the decoders disagree";

  std::size_t coded = 0;
  for (const EncodedSlide& slide : encoded) coded += slide.pictures.size();
  EXPECT_EQ(distinct(video.frames), coded);

  std::size_t frame = 0;
  for (const SlidePictures& slide : slides) {
    EXPECT_TRUE(packets[frame].is_keyframe) << "at the start of a slide, frame " << frame;
    for (const HeldPicture& held : slide) {
      const std::size_t first = frame;
      EXPECT_GT(luma_psnr(video.frames[first], exact_frame(*held.picture)), held.hold == Frames{1} ? 36 : 41) << first;
      for (; frame < first + static_cast<std::size_t>(held.hold.count()); ++frame) {
        ASSERT_TRUE(video.frames[frame] == video.frames[first]) << "frame " << frame << " is not what it holds";
      }
    }
  }
}

TEST_P(HeldPictures, HaveKeyframesNoFurtherApartThanAsked) {
  const ScratchFolder folder;
  const VideoOptions options{.gop = GetParam().gop, .size = GetParam().size};
  write_video(folder / "video.mp4", slides_of(GetParam()), options);
  std::int64_t frame = 0;
  std::int64_t last = 0;
  for (const VideoPacket& packet : read_video_packets(folder / "video.mp4")) {
    if (packet.is_keyframe) last = frame;
    EXPECT_LT(frame - last, options.gop.count());
    EXPECT_EQ(packet.start, frame * 512);
    EXPECT_EQ(packet.duration, 512);
    ++frame;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Videos, HeldPictures,
    ::testing::Values(Video{"OneFrame", {64, 48}, Frames{150}, {{1}}},
                      Video{"HoldsOfOneAndTwo", {64, 48}, Frames{150}, {{1, 1, 2, 1, 2, 2}, {2, 1, 1}}},
                      Video{"SlidesOfOneFrame", {64, 48}, Frames{150}, {{1}, {1}, {1}, {2}, {1}}},
                      Video{"HoldsBeyondFrameNum", {64, 48}, Frames{400}, {{50, 1, 1, 1, 17, 16, 15, 100, 1}, {333}}},
                      Video{"KeyframesWithinHolds", {64, 48}, Frames{30}, {{100, 1, 1, 29, 30, 31, 1, 60}, {30}, {31}}},
                      Video{"OnlyKeyframes", {64, 48}, Frames{1}, {{5, 1, 3}, {1}, {2}}},
                      Video{"KeyframesEachSecondFrame", {64, 48}, Frames{2}, {{5, 1, 1, 1, 4}, {1}, {2}}},
                      Video{"NoMultipleOfSixteen", {90, 154}, Frames{40}, {{20, 1, 1, 1, 35}, {3, 90, 2}}},
                      Video{"TheSmallest", {16, 16}, Frames{40}, {{20, 1, 1}, {3}}},
                      Video{"ThinAndTall", {18, 498}, Frames{40}, {{20, 1, 1, 5}, {3}}},
                      Video{"TheCanvas", kCanvas, Frames{20}, {{3, 1, 1, 20}, {1, 3}}}),
    [](const auto& video) { return video.param.name; });

TEST(HoldMode, EncodeGivesTheSameVideoButForCodingNoise) {
  const ScratchFolder folder;
  const Video shape{"", {90, 154}, Frames{30}, {{20, 1, 1, 1, 40}, {3, 35, 2}}};
  const std::vector<SlidePictures> slides = slides_of(shape);
  write_video(folder / "skip.mp4", slides, {.gop = shape.gop, .size = shape.size});
  const VideoOptions options{.gop = shape.gop, .hold = HoldMode::kEncode, .size = shape.size};
  const std::vector<EncodedSlide> encoded = write_video(folder / "encode.mp4", slides, options);
  EXPECT_EQ(encoded[0].pictures.size(), 63U) << "x264 codes every frame";

  const std::vector<VideoPacket> packets = read_video_packets(folder / "encode.mp4");
  const DecodedVideo skipped = decode_with_ffmpeg(read_video_packets(folder / "skip.mp4"));
  const DecodedVideo coded = decode_with_ffmpeg(packets);
  EXPECT_THAT(coded.complaints, ::testing::IsEmpty());
  EXPECT_TRUE(decode_with_openh264(packets).frames == coded.frames);
  ASSERT_EQ(coded.frames.size(), skipped.frames.size());
  for (std::size_t frame = 0; frame < coded.frames.size(); ++frame) {
    EXPECT_GT(luma_psnr(coded.frames[frame], skipped.frames[frame]), 36) << frame;
  }
}

TEST(SlideEncoder, LeavesWhatDoesNotChangeAsItIs) {
  const ScratchFolder folder;
  constexpr PixelSize kSize{160, 320};
  const Picture picture = make_picture(kSize, 5);
  SlidePictures slide{hold(picture, 3)};
  for (std::uint32_t step = 1; step <= 6; ++step) {
    const PixelRect area{32, 240, 64, 32};
    slide.push_back(hold(with_patch(picture, area, step * 0x202020), area, 1));
  }
  write_video(folder / "video.mp4", {slide}, {.size = kSize});
  const DecodedVideo video = decode_with_ffmpeg(read_video_packets(folder / "video.mp4"));
  for (const DecodedFrame& frame : video.frames) {
    // The deblocking filter reaches three samples over the border of a macroblock, so 4 rows above it nothing moves.
    EXPECT_TRUE(std::equal(frame.samples.begin(), frame.samples.begin() + kSize.width * 236,
                           video.frames.front().samples.begin()));
  }
}

TEST(SlideEncoder, ShowsNoPulseWhereAKeyframeReplacesAPrediction) {
  const ScratchFolder folder;
  constexpr PixelSize kSize{160, 320};
  const Picture picture = make_picture(kSize, 5);
  const PixelRect area{32, 240, 64, 32};
  // A bullet fades in; the last step is held across the next keyframe, so it becomes one.
  SlidePictures slide{hold(picture, 20)};
  for (std::uint32_t step = 1; step <= 3; ++step) {
    slide.push_back(hold(with_patch(picture, area, step * 0x202020), area, 1));
  }
  slide.push_back(hold(with_patch(picture, area, 0x808080), area, 100));
  write_video(folder / "video.mp4", {slide}, {.gop = Frames{60}, .size = kSize});
  const std::vector<VideoPacket> packets = read_video_packets(folder / "video.mp4");
  const DecodedVideo video = decode_with_ffmpeg(packets);
  EXPECT_TRUE(packets[23].is_keyframe);
  EXPECT_TRUE(packets[83].is_keyframe);
  EXPECT_TRUE(video.frames[82] == video.frames[83]) << "a repeated keyframe is seen by nobody";
  DecodedFrame before{{kSize.width, 236}, {video.frames[22].samples.begin(), video.frames[22].samples.end()}};
  DecodedFrame after{{kSize.width, 236}, {video.frames[23].samples.begin(), video.frames[23].samples.end()}};
  EXPECT_GT(luma_psnr(before, after), 42) << "above the bullet";
}

}  // namespace
}  // namespace vina
