// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace vina::ffmpeg {

struct AacSettings {
  int channels = 2;
  int bit_rate = 0;   ///< bits a second that the quality is relative to; no access unit is made to fit it
  int quality = 0;    ///< FFmpeg's lambda (`-q:a` times 118): the same fineness in every access unit, no rate control
  int cutoff_hz = 0;  ///< what lies above is left out
};

/// FFmpeg's own AAC-LC encoder at 48,000 samples a second, with its quick coder and without the tools (TNS, PNS,
/// intensity) that the quick coder does not pay for. All channels carry the same sound.
///
/// Note [AAC access units on a grid]
/// An access unit is made from a window of 2,048 samples, and the decoder adds the halves of neighbours: with B the
/// block of 1,024 samples given to the n-th call of `encode` (from 0), the n-th access unit covers the blocks n - 1 and
/// n, and decoding it completes block n - 1. The encoder holds one block back to see onsets coming, so the call n
/// returns access unit n - 1 and the first call returns nothing. Before the first block it takes silence for granted.
///
/// Throws Error (kMedia) naming FFmpeg's function. Not thread-safe; encoders of several threads are independent.
class AacEncoder {
 public:
  explicit AacEncoder(const AacSettings& settings);
  AacEncoder(AacEncoder&&) noexcept;
  AacEncoder& operator=(AacEncoder&&) noexcept;
  ~AacEncoder();

  /// Takes 1,024 samples from -1 to 1 and returns the access unit before, see Note [AAC access units on a grid].
  std::optional<std::vector<std::byte>> encode(std::span<const float> block);

  /// AudioSpecificConfig, ISO/IEC 14496-3, 1.6.2.1.
  std::vector<std::byte> audio_specific_config() const;

 private:
  struct Handles;
  std::unique_ptr<Handles> handles_;
};

}  // namespace vina::ffmpeg
