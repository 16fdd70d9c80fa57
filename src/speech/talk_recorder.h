// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/media_time.h"
#include "base/pcm_spool.h"
#include "speech/narration.h"
#include "speech/speech_envelope.h"
#include "speech/word_alignment.h"

namespace vina {

/// Appends the sound of one talk to a narration, without the silence before its onset, and finds where its words can
/// be heard. All sound is at 48,000 samples a second. Keeps 1 byte for each millisecond, never the sound.
class TalkRecorder {
 public:
  /// `sound` must outlive the recorder, and nobody else may append to it meanwhile.
  explicit TalkRecorder(PcmSpool& sound) : sound_{sound} {}

  void append(std::span<const std::int16_t> samples);
  /// The voice starts with this part of the talk at `start`, counted from the first sample appended. Marks may
  /// come before or after their sound, in order.
  void mark(TextSpan text, Samples start);

  struct Recording {
    SpokenItem item;               ///< first to last audible sample in the narration's sound
    std::vector<VoiceMark> marks;  ///< in the narration's sound, from where each can be heard until it no longer can
  };
  /// Ends the talk. One without an audible sample is a quarter of a second of silence.
  Recording finish();

 private:
  PcmSpool& sound_;
  SpeechEnvelope envelope_;
  std::vector<VoiceMark> marks_;
  bool audible_ = false;
  Samples item_start_;  ///< in sound_
  Samples cut_;         ///< silence left out before the onset
};

}  // namespace vina
