// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace vina::testing {

/// A finished file's pictures, decoded by FFmpeg and reduced to 54x96 grey pixels: enough to tell when something
/// changes.
struct DecodedPictures {
  static constexpr std::size_t kWidth = 54;
  static constexpr std::size_t kHeight = 96;
  std::vector<std::vector<std::uint8_t>> frames;

  /// The mean absolute difference of a frame to the one before, in grey levels.
  double change_at(std::size_t frame) const;
};

DecodedPictures decode_pictures(const std::filesystem::path& video);

/// The sound as a decoder gives it, both channels mixed to one, 48,000 samples a second. An edit list, which
/// some players do not know, is not heeded.
std::vector<std::int16_t> decode_sound(const std::filesystem::path& video);

}  // namespace vina::testing
