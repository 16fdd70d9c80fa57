// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <memory>
#include <span>

#include "base/media_time.h"
#include "wrap/ffmpeg/video_frame.h"

namespace vina::ffmpeg {

/// Decodes an MP4 file with one H.264 and one AAC stream, piece by piece and as a player would: edit lists are heeded,
/// and priming that the file tells of is left out. Demuxer and decoders are opened by their names, and no other file
/// or protocol can be reached. Whatever is damaged is an error, and so is a file that FFmpeg only grumbles about.
/// Memory does not grow with the length, but for the file's own index. Not thread-safe. Members throw Error (kMedia)
/// with what FFmpeg found.
class MovieDecoder {
 public:
  enum class Piece { kPicture, kSound, kEnd };

  /// `threads`: of the picture decoder, 1 or more.
  MovieDecoder(const std::filesystem::path& file, int threads);
  ~MovieDecoder();

  /// Of the sound, as the file tells.
  int sample_rate_hz() const;

  /// Decodes the next picture, in the order of display, or the next stretch of sound. The two come in the order of the
  /// file, so one may be ahead of the other.
  Piece next();

  /// After kPicture, until the next call: 8-bit planar, the luma in plane 0.
  const VideoFrame& picture() const;
  /// When it is shown, to the nearest sample.
  Samples picture_start() const;

  /// After kSound, until the next call: the samples for the left (0) or right (1) speaker, -1 to 1.
  std::span<const float> sound(int speaker) const;
  Samples sound_start() const;

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace vina::ffmpeg
