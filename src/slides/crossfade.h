// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include "base/picture.h"
#include "slides/shared_pictures.h"

namespace vina {

/// From one slide to the next. Two titles at half strength over each other are a blot, so only what is behind the
/// contents dissolves evenly: the old content is gone in the middle of the transition, and the new one starts there.
///
/// "Empty" pictures are without content, "full" ones have it. All have one size. `weight` is that of the slide after,
/// in 1/4096.
class Crossfade {
 public:
  Crossfade(SharedPicture empty_before, SharedPicture full_before, SharedPicture empty_after);

  static bool is_past_middle(int weight);

  /// Until the middle.
  void mix_first_half(int weight, Picture& out) const;

  /// Drops what the second half needs no more. Called before the full picture of the slide after is painted, so that
  /// the two do not take memory at once.
  void forget_content_before();

  /// Past the middle.
  void mix_second_half(int weight, const Picture& full_after, Picture& out) const;

 private:
  SharedPicture before_;
  SharedPicture full_before_;
  SharedPicture after_;
};

}  // namespace vina
