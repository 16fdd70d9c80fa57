// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

#include "base/media_time.h"
#include "base/pixels.h"

namespace vina {

/// Who writes the frames in which a picture is held.
enum class HoldMode {
  kSkip,    ///< this project, as pictures of skipped macroblocks, 7 bytes each (Note [Held pictures])
  kEncode,  ///< x264 codes every frame: for a player in doubt, and as a cross-check
};

struct VideoOptions {
  /// Quality: the QP of pictures that are looked at, 0 (best) to 51. A constant quantizer rather than a rate factor, so
  /// that what does not change from one picture to the next is not coded again. Pictures on screen for one frame, as in
  /// a fade, are coded `fade_quantizer_offset` coarser.
  int quantizer = 19;
  int fade_quantizer_offset = 10;
  /// The longest distance between two keyframes; 1 frame to 60 s.
  Frames gop{150};
  HoldMode hold = HoldMode::kSkip;
  std::string preset = "superfast";  ///< x264's own names, "ultrafast" to "placebo"
  /// Even in both directions, since chroma has half the resolution; 16 to 4096.
  PixelSize size = kCanvas;
};

/// Throws Error (kInvalidOption) that names the option and its range.
void validate(const VideoOptions& options);

}  // namespace vina
