// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <vector>

#include "base/media_time.h"
#include "captions/cue_builder.h"
#include "captions/cue_segmenter.h"

namespace vina {

struct CueTime {
  Samples start;
  Samples end;
};

/// Gives the parts of one slide, in order, their times on screen, all inside [slide_start, slide_end).
///
/// A cue starts with its speech and ends with it, lingers if it needs to be read, and reaches up to the next one where
/// little silence is left. Only where the speech is faster than a reader may be asked to be, cues move: first earlier,
/// into silence and into cues with time to spare, then later. What is then still too fast stays so.
std::vector<CueTime> time_cues(const std::vector<CuePart>& parts, Samples slide_start, Samples slide_end,
                               const CaptionOptions& options);

/// The shortest time for so many characters that keeps the limits.
Samples time_needed(int characters, const CaptionOptions& options);

}  // namespace vina
