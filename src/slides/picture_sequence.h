// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <memory>
#include <optional>

#include "base/media_time.h"
#include "base/picture.h"
#include "base/pixels.h"

namespace vina {

/// A picture and the number of frames for which it stays on screen.
struct HeldPicture {
  std::shared_ptr<const Picture> picture;
  PixelRect
      changed;  ///< outside of it the picture equals the one before, pixel for pixel; the whole picture for the first
  Frames hold;  ///< at least 1
};

/// The pictures of one slide in order. Pulled by one thread, so only a few pictures exist at any time.
class PictureSequence {
 public:
  virtual ~PictureSequence() = default;

  /// The next picture, or nothing after the last one. All holds together are the slide's length.
  virtual std::optional<HeldPicture> next() = 0;
};

}  // namespace vina
