// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/pixels.h"

namespace vina::testing {

/// One decoded frame: the luma plane and the two chroma planes of half its width and height, without padding.
struct DecodedFrame {
  PixelSize size;
  std::vector<std::uint8_t> samples;
  bool operator==(const DecodedFrame&) const = default;
};

struct DecodedVideo {
  std::vector<DecodedFrame> frames;
  std::vector<std::string> complaints;  ///< warnings and errors of the decoder
};

/// One video sample of an MP4 file.
struct VideoPacket {
  std::vector<std::uint8_t> annex_b;  ///< with start codes; the parameter sets are in front of keyframes
  std::int64_t start = 0;             ///< in the track's time scale, as `duration`
  std::int64_t duration = 0;
  bool is_keyframe = false;
};

std::vector<VideoPacket> read_video_packets(const std::filesystem::path& mp4);

/// Takes the frames of a video one after another, so that a long one needs no memory.
using FrameSink = std::function<void(const DecodedFrame& frame)>;

/// Decodes with FFmpeg, told to refuse whatever looks wrong. Returns what the decoder complains of.
std::vector<std::string> decode_with_ffmpeg(const std::vector<VideoPacket>& packets, const FrameSink& sink);
DecodedVideo decode_with_ffmpeg(const std::vector<VideoPacket>& packets);

/// Decodes with Cisco's OpenH264, with error concealment off.
std::vector<std::string> decode_with_openh264(const std::vector<VideoPacket>& packets, const FrameSink& sink);
DecodedVideo decode_with_openh264(const std::vector<VideoPacket>& packets);

/// Peak signal-to-noise ratio of the luma of two frames of one size, in dB; 100 for equal ones.
double luma_psnr(const DecodedFrame& a, const DecodedFrame& b);

}  // namespace vina::testing
