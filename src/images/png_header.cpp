// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/image_parts.h"

// The structure is that of the PNG specification, third edition, sections 5 and 11.
namespace vina {
namespace {

constexpr std::size_t kSignatureBytes = 8;
constexpr std::size_t kChunkFrameBytes = 12;  // length, type and checksum
constexpr std::uint32_t kLongestChunk = 0x7fffffff;

std::int64_t channels(std::uint32_t colour_type) {
  switch (colour_type) {
    case 0:
    case 3:
      return 1;
    case 2:
      return 3;
    case 4:
      return 2;
    case 6:
      return 4;
    default:
      throw_damaged("a PNG has no colour type " + std::to_string(colour_type));
  }
}

void read_ihdr(const ByteReader& file, std::size_t data, ImageHeader& header) {
  const auto width = file.big_endian(data, 4);
  const auto height = file.big_endian(data + 4, 4);
  const auto depth = file.big_endian(data + 8, 1);
  const auto colour_type = file.big_endian(data + 9, 1);
  if (!width || !height || !depth || !colour_type) throw_cut_off(file);
  if (*width == 0 || *height == 0 || *width > kLongestChunk || *height > kLongestChunk) {
    throw_damaged("its header gives no size");
  }
  header.size = {static_cast<int>(*width), static_cast<int>(*height)};
  header.bytes_per_4_px = channels(*colour_type) * (*depth > 8 ? 8 : 4);
}

}  // namespace

ImageHeader read_png_header(const ByteReader& file) {
  ImageHeader header;
  header.format = ImageFormat::kPng;
  bool has_data = false;
  for (std::size_t at = kSignatureBytes;;) {
    const auto length = file.big_endian(at, 4);
    if (!length) throw_cut_off(file);
    if (*length > kLongestChunk) throw_damaged("a PNG chunk has an impossible length");
    const std::size_t data = at + 8;
    if (at == kSignatureBytes) {
      if (!file.holds(at + 4, "IHDR")) {
        if (file.size() < data) throw_cut_off(file);
        throw_damaged("its first PNG chunk is not IHDR");
      }
      read_ihdr(file, data, header);
    }
    if (file.holds(at + 4, "acTL") && !has_data) {
      throw_not_usable("is an animated PNG, and a slide stands still", "save one of its pictures as PNG");
    }
    if (file.holds(at + 4, "IDAT")) has_data = true;
    if (file.size() - at < kChunkFrameBytes || file.size() - at - kChunkFrameBytes < *length) throw_cut_off(file);
    if (file.holds(at + 4, "eXIf")) header.orientation = read_exif_orientation(file.from(data).first(*length));
    const bool is_last = file.holds(at + 4, "IEND");
    at += kChunkFrameBytes + *length;
    if (!is_last) continue;
    if (!has_data) throw_damaged("it holds no PNG data");
    header.length_bytes = at;
    return header;
  }
}

}  // namespace vina
