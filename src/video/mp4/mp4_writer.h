// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "base/atomic_file.h"
#include "base/media_time.h"
#include "base/pixels.h"
#include "video/h264/encoded_slide.h"
#include "video/h264/slide_joiner.h"
#include "video/sound/encoded_sound.h"
#include "wrap/ffmpeg/output_context.h"

namespace vina {

/// What must be known before the first byte is written, because the index stands before the pictures and the sound.
struct Mp4Plan {
  PixelSize size = kCanvas;
  Frames length;                        ///< of all slides
  std::int64_t audio_access_units = 0;  ///< of all slides; at most this many are written
  Frames gop{150};                      ///< as the slides were encoded with
  std::size_t slides = 1;
  h264::ParameterSets parameter_sets;
  SoundFormat sound;
  std::string title;     ///< UTF-8; empty: none
  std::string language;  ///< of the sound: ISO 639-2/T ("eng"); empty: undetermined
};

/// Writes a lesson video in one pass: the index (`moov`) first, no edit list, video and sound interleaved every half
/// second. Memory grows by the index alone, some 80 bytes for each frame and each access unit of sound.
class Mp4Writer {
 public:
  /// Writes into `file`, which must outlive this object and is committed by its owner. Throws Error (kStorage, kMedia).
  Mp4Writer(AtomicFile& file, const Mp4Plan& plan);

  /// Appends one slide: all its frames, and the access units that belong to its time. Throws Error: kStorage when the
  /// file cannot be written, kInternal when the slide does not fit into the plan.
  void write_slide(const EncodedSlide& slide, const EncodedSound& sound);

  /// Writes the index. Throws Error: kInternal when frames or access units are missing, kStorage as above.
  void finish();

 private:
  void write_sound_until(Samples end, std::span<const std::vector<std::byte>>& access_units);

  Mp4Plan plan_;
  SlideJoiner joiner_;
  ffmpeg::OutputContext output_;
  int video_stream_ = 0;
  int audio_stream_ = 0;
  std::int64_t audio_access_units_ = 0;  ///< written so far
};

}  // namespace vina
