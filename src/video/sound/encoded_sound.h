// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vina {

/// Samples of each channel in one AAC-LC access unit.
inline constexpr std::int64_t kSamplesPerAccessUnit = 1024;

/// What a decoder must know before the first access unit; the same for a whole video.
struct SoundFormat {
  std::vector<std::byte> audio_specific_config;  ///< ISO/IEC 14496-3, 1.6.2.1, as it goes into the `esds` box
  int channels = 1;
  int bit_rate = 128'000;  ///< bits a second, as announced in the file
};

/// Coded AAC at 48,000 samples a second: raw access units without ADTS headers, in order.
struct EncodedSound {
  std::vector<std::vector<std::byte>> access_units;
};

}  // namespace vina
