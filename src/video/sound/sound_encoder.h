// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <stop_token>

#include "base/media_time.h"
#include "speech/narration.h"
#include "timeline/timeline.h"
#include "video/sound/encoded_sound.h"
#include "video/sound/sound_options.h"
#include "video/sound/soundtrack.h"

namespace vina {

/// Turns the lesson's narrations into AAC-LC, slide by slide; the slides' access units put one after the other are the
/// sound of the whole video.
///
/// Sample n of the lesson comes out of a decoder as sample n, without an edit list; access units are numbered so that
/// number i brings out the samples from i * 1,024 on. All of them together last as long as the video, up to one access
/// unit more. Loudness and peaks: see Soundtrack.
///
/// Thread-safe. The same input gives the same bytes, whichever threads encode the slides in whichever order (with the
/// same FFmpeg on the same kind of processor).
class SoundEncoder {
 public:
  /// `narrations` has one entry a slide of the timeline, which was built from them; their sounds are shared, not
  /// copied. Throws Error: kInvalidOption for a loudness out of range, kMedia without an AAC encoder.
  SoundEncoder(const Timeline& timeline, std::span<const Narration> narrations, const SoundOptions& options);

  const SoundFormat& format() const { return format_; }
  /// Of the whole lesson.
  std::int64_t access_unit_count() const;

  /// The access units that begin within the slide.
  /// Throws Error: kCancelled within 100 ms after `stop` is requested, kMedia, kStorage.
  EncodedSound encode_slide(std::size_t slide, const std::stop_token& stop) const;

 private:
  Soundtrack soundtrack_;
  SoundFormat format_;
};

}  // namespace vina
