// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "base/picture.h"
#include "base/pixels.h"
#include "images/alpha_picture.h"

namespace vina {

/// All functions here read PNG, JPEG and WebP still pictures, told apart by their content, from memory only. They turn
/// a picture as its Exif orientation asks for, take colours as sRGB (colour profiles and gamma are ignored), and throw
/// Error (kMedia) with the file's name and the cure for anything else: see image_header.h. Thread-safe.
inline constexpr std::size_t kLargestImageFile = std::size_t{64} * 1024 * 1024;

/// The picture scaled to cover `size` and cropped: in the middle across, and two fifths from the top down, since faces
/// and subjects lie above the middle. Transparent parts show white, or black if what is drawn is mostly bright.
Picture load_cover(const std::filesystem::path& path, PixelSize size);

/// The picture with its transparency, scaled down to fit into `largest`; never up.
AlphaPicture load_alpha(const std::filesystem::path& path, PixelSize largest);

/// The picture's size as it is shown, from its header alone.
PixelSize picture_size(const std::filesystem::path& path);

/// Decodes the picture and throws if load_cover() would.
void check_picture(const std::filesystem::path& path);

/// The same from memory; `name` stands for the file in errors.
Picture decode_cover(std::vector<std::byte> bytes, std::string_view name, PixelSize size);
AlphaPicture decode_alpha(std::vector<std::byte> bytes, std::string_view name, PixelSize largest);

}  // namespace vina
