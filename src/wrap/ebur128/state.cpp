// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/ebur128/state.h"

#include <string>

#include "base/error.h"
#include "base/media_time.h"

namespace vina::ebur128 {

void check(const char* function, int result) {
  if (result == EBUR128_SUCCESS) return;
  throw Error{ErrorKind::kMedia,
              std::string{"loudness meter: "} + function + " failed: error " + std::to_string(result)};
}

State::State(unsigned int channels, int mode) : state_{ebur128_init(channels, kSampleRate, mode)} {
  if (state_ == nullptr) throw Error{ErrorKind::kMedia, "loudness meter: ebur128_init failed: out of memory"};
}

void State::add(std::span<const float> interleaved) {
  check("ebur128_add_frames_float",
        ebur128_add_frames_float(state_, interleaved.data(), interleaved.size() / state_->channels));
}

double State::integrated_lufs() const {
  double loudness = 0;
  check("ebur128_loudness_global", ebur128_loudness_global(state_, &loudness));
  return loudness;
}

}  // namespace vina::ebur128
