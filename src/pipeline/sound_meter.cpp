// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/sound_meter.h"

namespace vina {

SoundMeter::SoundMeter(const SoundFormat& format) : decoder_{format.audio_specific_config} {}

void SoundMeter::add(const EncodedSound& sound) {
  for (const auto& access_unit : sound.access_units) meter_.add(decoder_.decode(access_unit));
}

SoundFigures SoundMeter::figures() const {
  return {meter_.integrated_lufs(), meter_.true_peak_dbtp()};
}

}  // namespace vina
