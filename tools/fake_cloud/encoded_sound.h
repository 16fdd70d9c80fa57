// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace vina::fake {

/// What one value of ElevenLabs' output_format means.
struct SoundFormat {
  enum class Kind { kMp3, kPcm, kWav, kOther };
  Kind kind = Kind::kMp3;
  int rate_hz = 44'100;
  int bit_rate = 128'000;  ///< MP3 and Opus
};

/// "mp3_44100_128"; nothing for a name that does not exist. kOther exists but cannot be made here.
std::optional<SoundFormat> parse_sound_format(std::string_view name);

/// Mono sound of 48,000 samples a second as a file of that format. MP3 has its encoder's delay in front (1,105 samples
/// at 44.1 kHz); only with `gapless` an Info frame tells the decoder to leave it out. Throws Error (kMedia).
std::string encode_sound(std::span<const std::int16_t> samples, const SoundFormat& format, bool gapless);

}  // namespace vina::fake
