// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "base/media_time.h"
#include "base/pcm_spool.h"
#include "speech/narration.h"
#include "timeline/timeline.h"

namespace vina {

/// The talks of a lesson at their places on the lesson's clock, as loud as the voice made them, with silence between.
/// Thread-safe.
class PlacedNarration {
 public:
  /// One talk on the lesson's clock.
  struct Talk {
    Samples start;
    Samples end;
    Samples sound_start;  ///< where `start` lies in the slide's sound
  };

  /// `narrations` has one entry a slide of the timeline, which was built from them.
  PlacedNarration(const Timeline& timeline, std::span<const Narration> narrations);

  std::size_t slide_count() const { return slides_.size(); }
  Samples length() const { return length_; }
  Samples slide_start(std::size_t slide) const { return slides_[slide].start; }
  Samples slide_end(std::size_t slide) const { return slides_[slide].end; }
  std::span<const Talk> talks(std::size_t slide) const { return slides_[slide].talks; }

  /// Whether a talk of the slide sounds anywhere in [from, to).
  bool sounds(std::size_t slide, Samples from, Samples to) const;

  /// Fills `samples` (-1 to 1) with what the slide alone sounds like from `from` on the lesson's clock; outside of the
  /// slide that is silence. A talk's own samples are untouched; the sound around it in the narration comes in over 3 ms
  /// before it and fades over 3 ms after it, so that a talk cut out of running sound does not click.
  void read(std::size_t slide, Samples from, std::span<float> samples) const;

 private:
  struct Slide {
    Samples start;
    Samples end;
    std::vector<Talk> talks;
    std::shared_ptr<const PcmSpool> sound;
  };

  std::vector<Slide> slides_;
  Samples length_;
};

}  // namespace vina
