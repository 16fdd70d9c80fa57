// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/ebur128/loudness_meter.h"

#include <ebur128.h>

#include <string>

#include "base/error.h"
#include "base/media_time.h"

namespace vina::ebur128 {
namespace {

void check(const char* function, int result) {
  if (result == EBUR128_SUCCESS) return;
  throw Error{ErrorKind::kMedia,
              std::string{"loudness meter: "} + function + " failed: error " + std::to_string(result)};
}

}  // namespace

struct LoudnessMeter::Handle {
  Handle() : state{ebur128_init(1, kSampleRate, EBUR128_MODE_I)} {
    if (state == nullptr) throw Error{ErrorKind::kMedia, "loudness meter: ebur128_init failed: out of memory"};
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { ebur128_destroy(&state); }

  ebur128_state* state;
};

LoudnessMeter::LoudnessMeter() : handle_{std::make_unique<Handle>()} {
  check("ebur128_set_channel", ebur128_set_channel(handle_->state, 0, EBUR128_DUAL_MONO));
}

LoudnessMeter::LoudnessMeter(LoudnessMeter&&) noexcept = default;
LoudnessMeter& LoudnessMeter::operator=(LoudnessMeter&&) noexcept = default;
LoudnessMeter::~LoudnessMeter() = default;

void LoudnessMeter::add(std::span<const float> samples) {
  check("ebur128_add_frames_float", ebur128_add_frames_float(handle_->state, samples.data(), samples.size()));
}

double LoudnessMeter::integrated_lufs() const {
  double loudness = 0;
  check("ebur128_loudness_global", ebur128_loudness_global(handle_->state, &loudness));
  return loudness;
}

}  // namespace vina::ebur128
