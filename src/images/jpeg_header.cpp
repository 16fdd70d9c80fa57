// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <algorithm>
#include <cstring>

#include "base/error.h"
#include "images/image_parts.h"

// The structure is that of ITU-T T.81, annex B.
namespace vina {
namespace {

constexpr std::uint32_t kSoi = 0xd8;
constexpr std::uint32_t kEoi = 0xd9;
constexpr std::uint32_t kSos = 0xda;
constexpr std::uint32_t kDnl = 0xdc;
constexpr std::uint32_t kApp1 = 0xe1;

/// Each scan of a progressive JPEG goes over the whole picture. Encoders write about ten; thousands are an attack.
constexpr int kMostScans = 100;

bool stands_alone(std::uint32_t marker) {
  return marker == 0x01 || (marker >= 0xd0 && marker <= kSoi);
}

bool begins_frame(std::uint32_t marker) {
  return (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) || marker == 0xf7;
}

/// The place of the next marker's code (the byte after the 0xff) at or after `at`.
std::size_t find_marker(const ByteReader& file, std::size_t at) {
  while (true) {
    const std::span<const std::byte> rest = file.from(at);
    const void* found = rest.empty() ? nullptr : std::memchr(rest.data(), 0xff, rest.size());
    if (found == nullptr) throw_cut_off(file);
    at += static_cast<std::size_t>(static_cast<const std::byte*>(found) - rest.data()) + 1;
    const auto code = file.big_endian(at, 1);
    if (!code) throw_cut_off(file);
    const bool is_data = *code == 0x00 || *code == 0xff || (*code >= 0xd0 && *code <= 0xd7);
    if (!is_data) return at;
  }
}

void read_frame_header(const ByteReader& file, std::size_t segment, std::uint32_t marker, ImageHeader& header) {
  const auto precision = file.big_endian(segment + 2, 1);
  const auto height = file.big_endian(segment + 3, 2);
  const auto width = file.big_endian(segment + 5, 2);
  const auto components = file.big_endian(segment + 7, 1);
  if (!precision || !height || !width || !components) throw_cut_off(file);
  if (marker > 0xc2 || *precision != 8) {
    throw_not_usable("is a lossless, arithmetic-coded or 12-bit JPEG, which few programs read",
                     "save it as an ordinary JPEG or as PNG");
  }
  if (*components == 4) {
    throw_not_usable("is a CMYK JPEG made for print, whose colours would come out wrong", "save it as RGB (sRGB)");
  }
  if (*components != 1 && *components != 3) throw_damaged("a JPEG has one or three colour components");
  if (*width == 0 || *height == 0) throw_damaged("its header gives no size");
  header.size = {static_cast<int>(*width), static_cast<int>(*height)};

  std::int64_t samples = 0;
  std::int64_t most = 1;
  for (std::size_t i = 0; i < *components; ++i) {
    const auto sampling = file.big_endian(segment + 9 + 3 * i, 1);
    if (!sampling) throw_cut_off(file);
    const std::int64_t blocks = std::int64_t{*sampling >> 4U} * (*sampling & 15U);
    if (blocks == 0) throw_damaged("a JPEG component has no samples");
    samples += blocks;
    most = std::max(most, blocks);
  }
  header.bytes_per_4_px = 4 * samples / most;
  // A progressive JPEG is gathered as coefficients of two bytes at the full size, whatever size comes out.
  if (marker == 0xc2) header.fixed_bytes = std::int64_t{2} * header.size.width * header.size.height * samples / most;
}

}  // namespace

ImageHeader read_jpeg_header(const ByteReader& file) {
  ImageHeader header;
  header.format = ImageFormat::kJpeg;
  bool has_frame = false;
  int scans = 0;
  for (std::size_t at = 2;;) {
    const std::size_t code_at = find_marker(file, at);
    const std::uint32_t marker = file.big_endian(code_at, 1).value_or(0);
    const std::size_t segment = code_at + 1;
    if (marker == kEoi) {
      if (scans == 0) throw_damaged("it holds no JPEG data");
      header.length_bytes = segment;
      return header;
    }
    if (stands_alone(marker)) {
      at = segment;
      continue;
    }
    const auto length = file.big_endian(segment, 2);
    if (!length) throw_cut_off(file);
    if (*length < 2) throw_damaged("a JPEG segment has an impossible length");
    if (begins_frame(marker)) {
      if (has_frame) throw_damaged("it has two JPEG frames");
      read_frame_header(file, segment, marker, header);
      has_frame = true;
    }
    if (file.size() - segment < *length) throw_cut_off(file);
    if (marker == kDnl) throw_not_usable("is a JPEG that gives its height at the end", "save it again as JPEG or PNG");
    if (marker == kApp1 && file.holds(segment + 2, std::string_view{"Exif\0\0", 6})) {
      header.orientation = read_exif_orientation(file.from(segment + 2).first(*length - 2));
    }
    if (marker == kSos) {
      if (!has_frame) throw_damaged("JPEG data comes before its frame header");
      if (++scans > kMostScans) throw_damaged("it has more than 100 JPEG scans");
    }
    at = segment + *length;
  }
}

}  // namespace vina
