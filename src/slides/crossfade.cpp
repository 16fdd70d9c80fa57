// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/crossfade.h"

#include <utility>

#include "slides/compositing.h"

namespace vina {
namespace {

/// A slide with the given weight, of which its content takes less and less towards the middle, and the other one.
void mix(const Picture& empty, const Picture& full, int weight, const Picture& other, Picture& out) {
  const int content = weight * (2 * weight - kFullStrength) / kFullStrength;
  blend({{{&empty, weight - content}, {&full, content}, {&other, kFullStrength - weight}}}, out);
}

}  // namespace

Crossfade::Crossfade(SharedPicture empty_before, SharedPicture full_before, SharedPicture empty_after)
    : before_{std::move(empty_before)}, full_before_{std::move(full_before)}, after_{std::move(empty_after)} {}

bool Crossfade::is_past_middle(int weight) {
  return 2 * weight > kFullStrength;
}

void Crossfade::mix_first_half(int weight, Picture& out) const {
  mix(*before_, *full_before_, kFullStrength - weight, *after_, out);
}

void Crossfade::forget_content_before() {
  full_before_.reset();
}

void Crossfade::mix_second_half(int weight, const Picture& full_after, Picture& out) const {
  mix(*after_, full_after, weight, *before_, out);
}

}  // namespace vina
