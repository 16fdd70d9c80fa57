// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/pixels.h"

namespace vina {

enum class ImageFormat { kPng, kJpeg, kWebp };

/// What a picture file says about itself before anything is decoded.
struct ImageHeader {
  ImageFormat format = ImageFormat::kPng;
  PixelSize size;                   ///< as stored, before it is turned by `orientation`
  int orientation = 1;              ///< Exif tag 0x0112, 1 to 8; 1 where the file has none
  std::int64_t fixed_bytes = 0;     ///< what the decoder needs whatever the size it decodes to
  std::int64_t bytes_per_4_px = 0;  ///< of the decoded frame
  std::size_t length_bytes = 0;     ///< of the picture within the file; what follows is not part of it
};

/// The largest picture that is decoded. A side of 16,384 px is also the most WebP can have.
inline constexpr int kLongestImageSide = 16'384;
inline constexpr std::int64_t kMostImagePixels = std::int64_t{64} * 1024 * 1024;
inline constexpr int kShortestImageSide = 16;
inline constexpr std::int64_t kMostDecoderBytes = std::int64_t{256} * 1024 * 1024;

/// Finds out by content (never by name) what `bytes` are, and walks through the whole file to see that it is all there.
/// Throws Error (kMedia), without the file's name, if it is not a PNG, JPEG or WebP still picture in sRGB-like colours,
/// is animated, cut off or damaged in its structure, or breaks one of the limits above. The message names the cure.
ImageHeader read_image_header(std::span<const std::byte> bytes);

}  // namespace vina
