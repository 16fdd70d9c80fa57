// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "base/media_time.h"
#include "video/h264/encoded_slide.h"
#include "video/h264/parameter_sets.h"

namespace vina {

/// One frame of the video as MP4 stores it.
struct AccessUnit {
  std::span<const std::byte> bytes;  ///< NAL units, each behind four length bytes; valid during the call
  Frames frame;                      ///< its number, from the start of the video
  bool is_keyframe = false;
};

/// Lays slides one after another into one stream: writes the held frames, and tells neighbouring IDR pictures apart.
class SlideJoiner {
 public:
  explicit SlideJoiner(h264::ParameterSets parameter_sets);

  /// Gives every frame of `slide` to `sink`, in order. Throws Error (kInternal) if the slide has other parameter sets,
  /// for then it cannot stand in the same stream; and what `sink` throws.
  void join(const EncodedSlide& slide, const std::function<void(const AccessUnit&)>& sink);

  Frames length() const { return length_; }

 private:
  void emit(std::span<const std::byte> slice, bool is_keyframe, const std::function<void(const AccessUnit&)>& sink);

  h264::ParameterSets parameter_sets_;
  std::vector<std::vector<std::byte>> held_slices_;  ///< one for each frame_num
  std::vector<std::byte> access_unit_;               ///< storage of the one given out
  Frames length_;
};

}  // namespace vina
