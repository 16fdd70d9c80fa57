// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "base/media_time.h"
#include "slides/lesson_painter.h"
#include "slides/picture_sequence.h"
#include "timeline/timeline.h"

namespace vina {

/// Frames in which one picture is shown: a state of the slide, or a mixture of the state before and this one.
struct PlannedPicture {
  std::size_t state = 0;
  int weight = 0;  ///< of this state, in 1/4096; the rest is the state before, or the slide before for state 0
  Frames hold;

  bool operator==(const PlannedPicture&) const = default;
};

/// What a slide shows when. A fade begins in the very frame of its reveal, with a weight the eye notices, and ends
/// early where the next reveal or the slide's end comes first. `transition` is 0 for the first slide.
std::vector<PlannedPicture> plan_pictures(const TimelineSlide& timeline, Frames transition);

/// See LessonPainter::animate. The scene must outlive the sequence.
std::unique_ptr<PictureSequence> animate_slide(const LessonPainter::Scene& scene, std::size_t slide,
                                               const TimelineSlide& timeline);

}  // namespace vina
