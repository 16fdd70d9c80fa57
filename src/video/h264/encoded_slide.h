// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <vector>

#include "base/media_time.h"
#include "video/h264/parameter_sets.h"

namespace vina {

/// One picture as x264 coded it: a slice NAL unit, whose frame_num is already that of its place in the slide.
struct CodedPicture {
  std::vector<std::byte> slice;
  bool is_idr = false;
};

/// A coded picture shown once and then held. The same IDR picture can be shown again, to give a place to seek to.
struct Showing {
  std::size_t picture = 0;  ///< index of the coded picture
  Frames hold;              ///< at least 1: the frame of the coded picture itself and the held ones after it
};

/// The video of one slide: each coded picture's bytes once, and how often and how long it is shown. Held frames are
/// only counted, so the memory is that of the coded bytes. Starts with an IDR picture and refers to nothing outside.
struct EncodedSlide {
  h264::ParameterSets parameter_sets;
  std::vector<CodedPicture> pictures;
  std::vector<Showing> showings;
  Frames length;  ///< of all showings
};

}  // namespace vina
