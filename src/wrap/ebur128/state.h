// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <ebur128.h>

#include <span>

namespace vina::ebur128 {

/// Throws Error (kMedia) naming `function` unless `result` is EBUR128_SUCCESS.
void check(const char* function, int result);

/// Owns an ebur128_state for sound at 48,000 samples a second. For this folder's sources alone.
class State {
 public:
  /// `mode`: EBUR128_MODE_*.
  State(unsigned int channels, int mode);
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { ebur128_destroy(&state_); }

  /// The channels in turn: a multiple of their number.
  void add(std::span<const float> interleaved);
  /// In LUFS; the mode must have EBUR128_MODE_I.
  double integrated_lufs() const;

  ebur128_state* get() const { return state_; }

 private:
  ebur128_state* state_;
};

}  // namespace vina::ebur128
