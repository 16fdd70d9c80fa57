// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

namespace vina {

struct SoundOptions {
  /// Integrated loudness of the finished sound in LUFS (EBU R 128), -31 to -9. The peaks of a voice
  /// stand about 10 dB above its level: louder than -12 the limiter works all the time, and a voice with sharper peaks
  /// than most stays up to 2 LU under -9.
  double loudness_lufs = -16.0;
};

/// Throws Error (kInvalidOption), naming the range, for a loudness out of it.
void validate(const SoundOptions& options);

}  // namespace vina
