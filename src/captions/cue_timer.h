// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <vector>

#include "base/media_time.h"
#include "captions/cue_builder.h"
#include "captions/cue_segmenter.h"

namespace vina {

/// No cue is shorter than this, whatever the voice does: so every cue is there, in order, and ends after it starts.
inline constexpr Samples kLeastStep = to_samples(Frames{3});

struct CueTime {
  Samples start;
  Samples end;
};

/// Gives the parts of one slide, in order, their times on screen, all inside [slide_start, slide_end).
///
/// A cue starts with its speech, whatever else cannot be kept, and ends by end_of_cue. Only parts whose speech starts
/// less than kLeastStep after that of the part before them (or before the slide's end) are moved: out of its way.
std::vector<CueTime> time_cues(const std::vector<CuePart>& parts, Samples slide_start, Samples slide_end,
                               const CaptionOptions& options);

/// When a cue of so many characters that starts at `start` and whose speech ends at `finish` leaves the screen, if the
/// next cue, or the slide's end, comes at `next`: not before its speech is over; then not before it could be read; and
/// then not without a gap before the next one. It lingers if there is silence, and reaches up to the next cue where
/// little silence would be left. At most `next` and options.longest.
Samples end_of_cue(int characters, Samples start, Samples finish, Samples next, const CaptionOptions& options);

/// The shortest time for so many characters that keeps the limits.
Samples time_needed(int characters, const CaptionOptions& options);

}  // namespace vina
