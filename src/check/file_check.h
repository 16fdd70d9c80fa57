// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "check/finding.h"
#include "check/receipt.h"

namespace vina {

/// "video file", "captions file": whether a file is, byte for byte, the one the report tells of. Throws Error
/// (kCancelled).
Finding check_bytes(const char* check, const std::filesystem::path& file, const Receipt::File& told,
                    const std::stop_token& stop);

/// "boxes": whether the boxes of an MP4 file fill it from its first to its last byte, with the index in front of
/// pictures and sound (ISO/IEC 14496-12, 4.2).
Finding check_boxes(const std::filesystem::path& file);

}  // namespace vina
