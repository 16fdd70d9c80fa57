// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <memory>
#include <span>

namespace vina::ebur128 {

enum class Channels {
  kStereo,
  kDualMono,  ///< one channel, heard from two speakers alike; measures what the same two channels measure
};

/// Integrated loudness (ITU-R BS.1770-4, gated) and true peak (annex 2) of sound at 48,000 samples a second, as it is
/// heard. Memory does not grow with the length. Throws Error (kMedia) naming libebur128's function. Not
/// thread-safe.
class ProgrammeMeter {
 public:
  explicit ProgrammeMeter(Channels channels = Channels::kStereo);
  ProgrammeMeter(ProgrammeMeter&&) noexcept;
  ProgrammeMeter& operator=(ProgrammeMeter&&) noexcept;
  ~ProgrammeMeter();

  /// -1 to 1; of stereo, left and right in turn: an even number.
  void add(std::span<const float> samples);

  /// In LUFS; minus infinity for less than 400 ms of sound and for what lies wholly below -70 LUFS.
  double integrated_lufs() const;
  /// In dBTP, of the louder channel; minus infinity for silence.
  double true_peak_dbtp() const;

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace vina::ebur128
