// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "wrap/ffmpeg/video_frame.h"

namespace vina::ffmpeg {

enum class StillCodec { kPng, kJpeg, kWebp };

struct StillDecoding {
  StillCodec codec = StillCodec::kPng;
  int reduce_log2 = 0;          ///< JPEG only: decode at 1/1, 1/2, 1/4 or 1/8 of the size (0 to 3), rounded up
  std::int64_t max_pixels = 0;  ///< a picture with more is refused by the decoder
};

/// Decodes one still picture from memory on the calling thread. The decoder is opened by its name and fed the bytes
/// directly: no format is guessed and no protocol or other file can be reached. Checksums are checked; a damaged
/// picture is an error, not a half picture. The same bytes give the same pixels on every processor.
/// `bytes` is taken by value and grown by the padding FFmpeg reads over: reserve `kStillPadding` more to save a copy.
/// Throws Error (kMedia) with what the decoder found. Thread-safe.
VideoFrame decode_still(std::vector<std::byte> bytes, const StillDecoding& decoding);

inline constexpr std::size_t kStillPadding = 64;

}  // namespace vina::ffmpeg
