// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <string>

#include "base/picture.h"

namespace vina::fake {

enum class PictureFormat { kPng, kJpeg, kWebp };

/// A gradient with discs that depends on `seed` alone.
Picture draw_picture(PixelSize size, std::uint64_t seed);

/// A PNG, JPEG or WebP file of it (libavcodec). Throws Error (kMedia). Thread-safe.
std::string encode_picture(const Picture& picture, PictureFormat format);

std::string media_type(PictureFormat format);

}  // namespace vina::fake
