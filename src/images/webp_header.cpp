// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <algorithm>

#include "images/image_parts.h"

// The structure is that of RFC 9649 (WebP), sections 2 and 3, and of RFC 6386, section 9.1.
namespace vina {
namespace {

constexpr std::uint32_t kAnimationFlag = 0x02;

PixelSize extended_size(const ByteReader& file, std::size_t data) {
  const auto width = file.little_endian(data + 4, 3);
  const auto height = file.little_endian(data + 7, 3);
  if (!width || !height) throw_cut_off(file);
  return {static_cast<int>(*width) + 1, static_cast<int>(*height) + 1};
}

PixelSize lossy_size(const ByteReader& file, std::size_t data) {
  const auto width = file.little_endian(data + 6, 2);
  const auto height = file.little_endian(data + 8, 2);
  if (!width || !height) throw_cut_off(file);
  if (!file.holds(data + 3, "\x9d\x01\x2a")) throw_damaged("its WebP data does not begin with a key frame");
  return {static_cast<int>(*width & 0x3fffU), static_cast<int>(*height & 0x3fffU)};
}

PixelSize lossless_size(const ByteReader& file, std::size_t data) {
  const auto bits = file.little_endian(data + 1, 4);
  if (!bits) throw_cut_off(file);
  if (!file.holds(data, "\x2f")) throw_damaged("its WebP data does not begin with a lossless picture");
  return {static_cast<int>(*bits & 0x3fffU) + 1, static_cast<int>(*bits >> 14U & 0x3fffU) + 1};
}

}  // namespace

ImageHeader read_webp_header(const ByteReader& file) {
  const auto riff_bytes = file.little_endian(4, 4);
  if (!riff_bytes || file.size() < 12) throw_cut_off(file);
  const std::size_t end = std::size_t{*riff_bytes} + 8;

  ImageHeader header;
  header.format = ImageFormat::kWebp;
  header.bytes_per_4_px = 16;
  PixelSize canvas;
  for (std::size_t at = 12; at + 8 <= std::min(end, file.size());) {
    const std::size_t length = file.little_endian(at + 4, 4).value_or(0);
    const std::size_t data = at + 8;
    if (file.holds(at, "VP8X")) {
      if ((file.little_endian(data, 1).value_or(0) & kAnimationFlag) != 0) {
        throw_not_usable("is an animated WebP, and a slide stands still", "save one of its pictures as PNG or WebP");
      }
      canvas = extended_size(file, data);
    }
    if (file.holds(at, "VP8 ")) header.size = lossy_size(file, data);
    if (file.holds(at, "VP8L")) header.size = lossless_size(file, data);
    if (file.size() - data < length) throw_cut_off(file);
    if (file.holds(at, "EXIF")) header.orientation = read_exif_orientation(file.from(data).first(length));
    at = data + length + length % 2;
  }
  if (end > file.size()) throw_cut_off(file);
  if (header.size.width == 0 || header.size.height == 0) throw_damaged("it holds no WebP picture");
  if (canvas != PixelSize{} && canvas != header.size) throw_damaged("its WebP picture does not fill its canvas");
  header.length_bytes = end;
  return header;
}

}  // namespace vina
