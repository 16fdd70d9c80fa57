// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <memory>
#include <span>

namespace vina::ebur128 {

/// Integrated loudness (ITU-R BS.1770-4, gated) of mono sound at 48,000 samples a second that is heard from two
/// speakers alike: 3 LU more than the same sound as a mono file.
/// Throws Error (kMedia) naming libebur128's function. Not thread-safe.
class LoudnessMeter {
 public:
  LoudnessMeter();
  LoudnessMeter(LoudnessMeter&&) noexcept;
  LoudnessMeter& operator=(LoudnessMeter&&) noexcept;
  ~LoudnessMeter();

  void add(std::span<const float> samples);

  /// In LUFS; minus infinity for less than 400 ms of sound and for what lies wholly below -70 LUFS.
  double integrated_lufs() const;

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace vina::ebur128
