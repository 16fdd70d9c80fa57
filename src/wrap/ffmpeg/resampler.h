// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace vina::ffmpeg {

/// Brings mono 16-bit sound of any rate to 48,000 samples a second (libswresample).
///
/// Feed the sound in pieces of any size and add what `flush()` gives: together the output is the input's length times
/// 48,000 / rate, to a sample or two, and sample n of the input sounds at n * 48,000 / rate of the output, without
/// delay. How the input was cut does not change a sample. Not thread-safe. Throws Error (kMedia).
class Resampler {
 public:
  /// `rate_hz`: 1,000 to 384,000.
  explicit Resampler(int rate_hz);
  Resampler(Resampler&&) noexcept;
  Resampler& operator=(Resampler&&) noexcept;
  ~Resampler();

  std::vector<std::int16_t> convert(std::span<const std::int16_t> samples);
  /// The rest. Nothing may be converted afterwards.
  std::vector<std::int16_t> flush();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace vina::ffmpeg
