// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "images/byte_reader.h"
#include "images/image_header.h"

namespace vina {

/// The walk through each format. They check the structure; read_image_header() checks the limits.
ImageHeader read_png_header(const ByteReader& file);
ImageHeader read_jpeg_header(const ByteReader& file);
ImageHeader read_webp_header(const ByteReader& file);

/// The orientation (1 to 8) in an Exif block (a TIFF file, with or without "Exif\0\0" in front); 1 if there is none or
/// it makes no sense, as viewers do.
int read_exif_orientation(std::span<const std::byte> exif);

/// What a file that is none of the three seems to be ("a GIF picture", "an HTML page"), for an error.
std::string recognise_other_file(const ByteReader& file);

[[noreturn]] void throw_cut_off(const ByteReader& file);
[[noreturn]] void throw_damaged(const std::string& what);
[[noreturn]] void throw_not_usable(const std::string& what, const std::string& cure);

}  // namespace vina
