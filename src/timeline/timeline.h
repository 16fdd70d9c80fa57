// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <vector>

#include "base/media_time.h"
#include "base/text_span.h"

namespace vina {

/// One word at its place in the lesson.
struct TimelineWord {
  std::size_t item = 0;  ///< index within the slide
  TextSpan text;         ///< in that item's talk, in bytes
  Samples start;         ///< on the lesson's clock
  Samples end;
};

/// One bullet and its talk.
struct TimelineItem {
  Frames reveal;  ///< the frame, counted from the lesson's start, in which the bullet first shows: its talk's onset
  Samples speech_start;  ///< equal to to_samples(reveal): talks start on frame borders
  Samples speech_end;
  Samples sound_start;  ///< where speech_start lies in the slide's narration
};

struct TimelineSlide {
  Frames start;   ///< the slide's first frame
  Frames length;  ///< lead-in, talks, pauses and tail, padded to a frame border
  std::vector<TimelineItem> items;
  std::vector<TimelineWord> words;

  Frames end() const { return start + length; }
};

/// When everything starts and ends, exactly. Slides follow each other without a gap from frame 0.
struct Timeline {
  std::vector<TimelineSlide> slides;
  Frames length;
};

}  // namespace vina
