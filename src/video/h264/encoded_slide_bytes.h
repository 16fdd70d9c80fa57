// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "video/h264/encoded_slide.h"

namespace vina {

/// A coded slide as bytes, to be kept on a disk: little-endian numbers, and byte strings behind their length.
std::string to_bytes(const EncodedSlide& slide);

/// The slide; nothing where `bytes` are not exactly what to_bytes() of this version writes. Never throws, and takes no
/// more memory than a few times `bytes`.
std::optional<EncodedSlide> read_encoded_slide(std::string_view bytes);

}  // namespace vina
