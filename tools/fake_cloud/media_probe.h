// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <string_view>

namespace vina::fake {

/// What the bytes of an uploaded file say about it.
struct MediaFacts {
  std::string resource_type = "raw";  ///< "image", "video" (also sound) or "raw"
  std::string format;                 ///< "png", "mp4"; empty for raw
  int width = 0;                      ///< 0: unknown
  int height = 0;
  double duration_seconds = 0;  ///< 0: unknown
  bool is_audio = false;
};

/// Looks at the first bytes, and into the boxes of an MP4 file.
MediaFacts probe_media(std::string_view bytes);

/// "video/mp4" for "mp4"; "application/octet-stream" for what is not known.
std::string content_type_of_extension(std::string_view extension);

}  // namespace vina::fake
