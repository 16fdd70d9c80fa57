// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/sound_meter.h"

#include <cstddef>
#include <vector>

#include "base/cancellation.h"

namespace vina {

SoundMeter::SoundMeter(const SoundFormat& format) : decoder_{format.audio_specific_config} {}

void SoundMeter::add(const EncodedSound& sound, const std::stop_token& stop) {
  std::vector<float> left;
  for (const auto& access_unit : sound.access_units) {
    throw_if_stopped(stop);
    const std::vector<float> both = decoder_.decode(access_unit);
    left.clear();
    for (std::size_t i = 0; i < both.size(); i += 2) left.push_back(both[i]);
    meter_.add(left);
  }
}

SoundFigures SoundMeter::figures() const {
  return {meter_.integrated_lufs(), meter_.true_peak_dbtp()};
}

}  // namespace vina
