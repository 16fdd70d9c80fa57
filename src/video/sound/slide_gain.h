// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <stop_token>

#include "video/sound/peak_limiter.h"
#include "video/sound/placed_narration.h"

namespace vina {

/// The linear gain that brings the talks of one slide to `loudness_lufs` behind `limiter`.
///
/// Measured on the talks alone, joined without their pauses, so the length of silences has no say. A slide with less
/// than 3 s of talk is measured as if it were spoken again and again: the meter needs 400 ms at least, and half-filled
/// windows would read too low. Where the limiter takes loudness away, the gain grows to give it back. At most 40 dB;
/// 1 for a silent slide. Each slide has a gain of its own, so that the level does not jump between slides, and a
/// slide's sound depends on no other slide. Throws Error (kCancelled) soon after a stop.
float find_slide_gain(const PlacedNarration& narration, std::size_t slide, double loudness_lufs,
                      const PeakLimiter& limiter, const std::stop_token& stop);

}  // namespace vina
