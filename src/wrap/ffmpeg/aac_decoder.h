// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace vina::ffmpeg {

/// Decodes stereo AAC-LC, access unit by access unit. Not thread-safe. Throws Error (kMedia).
class AacDecoder {
 public:
  /// `audio_specific_config`: ISO/IEC 14496-3, 1.6.2.1.
  explicit AacDecoder(std::span<const std::byte> audio_specific_config);
  AacDecoder(AacDecoder&&) noexcept;
  AacDecoder& operator=(AacDecoder&&) noexcept;
  ~AacDecoder();

  /// The samples it brings out: left and right in turn, -1 to 1.
  std::vector<float> decode(std::span<const std::byte> access_unit);

 private:
  struct Handles;
  std::unique_ptr<Handles> handles_;
};

}  // namespace vina::ffmpeg
