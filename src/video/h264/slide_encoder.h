// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <stop_token>

#include "base/media_time.h"
#include "slides/picture_sequence.h"
#include "video/h264/encoded_slide.h"
#include "video/h264/parameter_sets.h"
#include "video/h264/video_options.h"

namespace vina {

/// Codes the pictures of one slide as H.264: High profile, level 4.0, constant 30 frames a second, BT.709.
///
/// Slides are coded apart from each other, each by an x264 of its own with one thread, so any number of threads may
/// call `encode` and the bytes do not depend on them.
class SlideEncoder {
 public:
  /// Throws Error: kInvalidOption as `validate` does, kMedia when x264 refuses.
  explicit SlideEncoder(VideoOptions options);

  /// The same for every slide.
  const h264::ParameterSets& parameter_sets() const { return parameter_sets_; }

  /// Pulls all pictures, whose holds must add up to `length`. The first frame is a keyframe, and none is further than
  /// the `gop` from the next (Note [Keyframes without a pulse]).
  /// Throws Error: kCancelled soon after `stop` is requested, kMedia when x264 fails, kInternal when the pictures are
  /// of another size or number of frames.
  EncodedSlide encode(PictureSequence& pictures, Frames length, std::stop_token stop) const;

 private:
  VideoOptions options_;
  h264::ParameterSets parameter_sets_;
};

}  // namespace vina
