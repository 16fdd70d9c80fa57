// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

namespace vina::ffmpeg {

/// Whether the linked libavcodec has an encoder or a decoder of this name ("aac", "png"). Thread-safe.
bool has_encoder(const std::string& name);
bool has_decoder(const std::string& name);

/// The version of libavcodec as it is linked now, not as it was built against ("59.37.100").
std::string codec_library_version();

}  // namespace vina::ffmpeg
