// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <span>

#include "base/media_time.h"
#include "lesson/lesson.h"
#include "speech/narration.h"
#include "timeline/timeline.h"

namespace vina {

/// The silences of a lesson. Defaults follow the segmenting principle (Mayer 2017): half a second to a second at a
/// change of slide, a third to half a second between bullets.
struct TimelineOptions {
  /// Silence before the first word of a slide; at least 50 ms, so that the AAC priming falls into silence.
  Samples lead_in = milliseconds(500);
  /// Silence between two items of a slide. Each talk then starts on the next frame border, up to one frame later.
  Samples item_pause = milliseconds(400);
  /// Silence after the last word of a slide, at least; the last bullet's reading time, as below, may make it longer.
  Samples tail = milliseconds(500);
  /// The least time a slide's last bullet stays on screen; the tail grows where its talk is shorter.
  Samples shortest_bullet = milliseconds(1500);
  /// Reading time of a bullet: the last one stays at least this long for each of its words (BBC: a third of a second).
  Samples reading_time_per_word = milliseconds(330);
};

/// Throws Error (kInvalidOption), naming the option and its range, if a silence is negative or longer than 10 s, or the
/// lead-in shorter than 50 ms.
void validate(const TimelineOptions& options);

/// Places one slide that begins at `start`; all its times move with that. `narration` has as many items as the slide.
TimelineSlide build_timeline_slide(const Slide& slide, const Narration& narration, Frames start,
                                   const TimelineOptions& options);

/// Places every slide, talk and word of the lesson on the clock. `narrations` has one entry a slide, and each as many
/// items as its slide. Pure: the same input gives the same timeline.
Timeline build_timeline(const Lesson& lesson, std::span<const Narration> narrations, const TimelineOptions& options);

}  // namespace vina
