// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <memory>

#include "base/pixels.h"
#include "wrap/ffmpeg/video_frame.h"

struct SwsContext;

namespace vina::ffmpeg {

/// Converts a frame to native-endian 0xAARRGGBB words and scales it in the same pass (Lanczos, full chroma, exact
/// rounding). YUV is read with the matrix of BT.601, as JPEG (full range) and WebP (limited range) define it, its
/// chroma in the middle between the luma samples. Bit-exact on every processor. Throws Error (kMedia).
VideoFrame scaled(const VideoFrame& frame, PixelSize size);

/// One-bit pixels as bytes, so that the frame can be cropped. Throws Error (kMedia).
VideoFrame unpacked_bits(const VideoFrame& frame);

/// Scales a picture of 0xAARRGGBB words that arrives in strips of rows, all four channels alike.
class StripScaler {
 public:
  /// Throws Error (kMedia).
  StripScaler(PixelSize from, PixelSize to);

  /// The next rows of the picture: rows `begin` to `end` of `strip`, which is as wide as the picture.
  void push(const VideoFrame& strip, int begin, int end);
  /// The result, once all rows have been pushed.
  VideoFrame take();

 private:
  struct Free {
    void operator()(SwsContext* context) const noexcept;
  };
  std::unique_ptr<SwsContext, Free> context_;
  PixelSize to_;
  VideoFrame scaled_;
  int rows_done_ = 0;
};

}  // namespace vina::ffmpeg
