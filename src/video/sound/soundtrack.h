// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "base/media_time.h"
#include "speech/narration.h"
#include "timeline/timeline.h"
#include "video/sound/peak_limiter.h"
#include "video/sound/placed_narration.h"
#include "video/sound/sound_options.h"

namespace vina {

/// What the lesson sounds like from its first to its last sample: the talks at their places, as loud as wanted, with
/// true peaks low enough to stay under -1 dBTP after AAC, and silence between. Read in blocks, so memory does not grow
/// with the lesson. Thread-safe; threads that read different slides do not wait for each other.
class Soundtrack {
 public:
  /// See PlacedNarration. Throws Error (kInvalidOption) from validate(options).
  Soundtrack(const Timeline& timeline, std::span<const Narration> narrations, const SoundOptions& options);
  ~Soundtrack();

  const PlacedNarration& narration() const { return narration_; }
  Samples length() const { return narration_.length(); }

  /// Fills `samples` (-1 to 1, to be heard from both speakers alike) from `from` on the lesson's clock; before its
  /// start and after its end there is silence. The first touch of a slide's talks measures their level, which reads
  /// them all. Throws Error: kCancelled soon after `stop` is requested, kStorage where a narration cannot be read back.
  void read(Samples from, std::span<float> samples, const std::stop_token& stop) const;

 private:
  struct SlideGain {
    std::mutex mutex;
    std::optional<float> gain;  ///< once measured
  };

  float gain(std::size_t slide, const std::stop_token& stop) const;

  PlacedNarration narration_;
  SoundOptions options_;
  PeakLimiter limiter_;
  std::unique_ptr<SlideGain[]> gains_;  ///< one a slide
};

}  // namespace vina
