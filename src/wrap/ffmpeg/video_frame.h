// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "base/pixels.h"

struct AVFrame;

namespace vina::ffmpeg {

/// Owns an AVFrame that holds a picture. What is read from several threads must not be written at the same time.
class VideoFrame {
 public:
  /// A frame without pixels, for a decoder to fill. Throws Error (kMedia) without memory.
  VideoFrame();
  /// A frame of an AVPixelFormat with padded rows. Throws Error (kMedia) without memory.
  VideoFrame(PixelSize size, int format);

  PixelSize size() const;
  /// Whether its pixel format can hold transparency (a palette can).
  bool has_alpha() const;
  /// Whether pixels are not whole bytes, as in one-bit PNG; such a frame cannot be cropped.
  bool is_packed_bits() const;

  /// A view of a part; it shares the pixels. `part` lies inside; its left and top are multiples of the chroma grid (4).
  VideoFrame cropped(const PixelRect& part) const;

  /// One row of a frame of native-endian 0xAARRGGBB words.
  std::span<std::uint32_t> row(int y);
  std::span<const std::uint32_t> row(int y) const;
  /// One row of a plane of bytes.
  std::span<const std::uint8_t> plane_row(int plane, int y) const;

  AVFrame* get() { return frame_.get(); }
  const AVFrame* get() const { return frame_.get(); }

 private:
  struct Free {
    void operator()(AVFrame* frame) const noexcept;
  };
  std::unique_ptr<AVFrame, Free> frame_;
};

}  // namespace vina::ffmpeg
