// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <stop_token>

#include "video/sound/encoded_sound.h"
#include "wrap/ebur128/programme_meter.h"
#include "wrap/ffmpeg/aac_decoder.h"

namespace vina {

/// How the finished sound measures.
struct SoundFigures {
  double loudness_lufs = 0;   ///< integrated; minus infinity for silence
  double true_peak_dbtp = 0;  ///< minus infinity for silence
};

/// Measures the sound of a video as it is heard: decoded from what is written into the file. Both channels sound alike
/// (Note [Two channels for the price of one]), so one is measured for both.
class SoundMeter {
 public:
  explicit SoundMeter(const SoundFormat& format);

  /// The slides' sounds, in order. Throws Error: kCancelled soon after `stop` is requested, kMedia.
  void add(const EncodedSound& sound, const std::stop_token& stop);
  SoundFigures figures() const;

 private:
  ffmpeg::AacDecoder decoder_;
  ebur128::ProgrammeMeter meter_{ebur128::Channels::kDualMono};
};

}  // namespace vina
