// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/image_header.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "base/error.h"
#include "images/image_parts.h"

namespace vina {
namespace {

constexpr std::string_view kPngSignature{"\x89PNG\r\n\x1a\n", 8};
constexpr std::string_view kJpegSignature{"\xff\xd8\xff", 3};

/// A file shorter than its signature that begins like one: the rest was lost.
bool begins_like(const ByteReader& file, std::string_view signature) {
  return file.size() > 1 && file.holds(0, signature.substr(0, std::min(file.size(), signature.size())));
}

ImageHeader read_any_header(const ByteReader& file) {
  if (begins_like(file, kPngSignature)) return read_png_header(file);
  if (begins_like(file, kJpegSignature)) return read_jpeg_header(file);
  if (begins_like(file, "RIFF") && (file.size() < 12 || file.holds(8, "WEBP"))) return read_webp_header(file);
  throw_not_usable(fmt::format("is {}, not a picture that can be used", recognise_other_file(file)),
                   "save it as PNG, JPEG or WebP");
}

void check_limits(const ImageHeader& header) {
  const auto [width, height] = header.size;
  const std::int64_t pixels = std::int64_t{width} * height;
  if (width > kLongestImageSide || height > kLongestImageSide || pixels > kMostImagePixels) {
    throw_not_usable(fmt::format("is {} x {} pixels, and at most {} a side and 64 megapixels can be used", width,
                                 height, kLongestImageSide),
                     "make it smaller, 1080 x 1920 is enough");
  }
  if (width < kShortestImageSide || height < kShortestImageSide) {
    throw_not_usable(
        fmt::format("is {} x {} pixels, and at least {} a side are needed", width, height, kShortestImageSide),
        "use a larger picture, 1080 x 1920 is best");
  }
  // JPEG frames are decoded at a reduced size when they are large, so only the fixed part counts for them.
  const std::int64_t frame = header.format == ImageFormat::kJpeg ? 0 : pixels / 4 * header.bytes_per_4_px;
  if (header.fixed_bytes + frame > kMostDecoderBytes) {
    throw_not_usable(fmt::format("is {} x {} pixels and needs {} MiB to decode, and at most {} MiB can be used", width,
                                 height, (header.fixed_bytes + frame) >> 20U, kMostDecoderBytes >> 20U),
                     "make it smaller, 1080 x 1920 is enough");
  }
}

}  // namespace

ImageHeader read_image_header(std::span<const std::byte> bytes) {
  if (bytes.empty()) throw_not_usable("is empty", "save the picture again");
  const ImageHeader header = read_any_header(ByteReader{bytes});
  check_limits(header);
  return header;
}

void throw_cut_off(const ByteReader& file) {
  throw_not_usable(fmt::format("is cut off after {} bytes", file.size()), "save or copy it again");
}

void throw_damaged(const std::string& what) {
  throw_not_usable("is damaged: " + what, "save it again");
}

void throw_not_usable(const std::string& what, const std::string& cure) {
  throw Error{ErrorKind::kMedia, what + "; " + cure};
}

}  // namespace vina
