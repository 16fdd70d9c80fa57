// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/image_parts.h"

// The structure is that of TIFF 6.0, section 2; the tag that of Exif 2.32 (CIPA DC-008), table 4.
namespace vina {
namespace {

constexpr std::uint32_t kOrientationTag = 0x0112;
constexpr std::uint32_t kShortType = 3;
constexpr std::size_t kEntryBytes = 12;

}  // namespace

int read_exif_orientation(std::span<const std::byte> exif) {
  ByteReader tiff{exif};
  if (tiff.holds(0, std::string_view{"Exif\0\0", 6})) tiff = ByteReader{exif.subspan(6)};
  const bool is_little = tiff.holds(0, std::string_view{"II*\0", 4});
  if (!is_little && !tiff.holds(0, std::string_view{"MM\0*", 4})) return 1;
  const auto number = [&](std::size_t at, std::size_t count) {
    return (is_little ? tiff.little_endian(at, count) : tiff.big_endian(at, count)).value_or(0);
  };
  const std::size_t directory = number(4, 4);
  const std::size_t entries = number(directory, 2);
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + i * kEntryBytes;
    if (entry + kEntryBytes > tiff.size()) return 1;
    if (number(entry, 2) != kOrientationTag || number(entry + 2, 2) != kShortType) continue;
    const std::uint32_t value = number(entry + 8, 2);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

}  // namespace vina
