// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/ebur128/loudness_meter.h"

#include <ebur128.h>

#include "wrap/ebur128/state.h"

namespace vina::ebur128 {

struct LoudnessMeter::Handle {
  State state{1, EBUR128_MODE_I};
};

LoudnessMeter::LoudnessMeter() : handle_{std::make_unique<Handle>()} {
  check("ebur128_set_channel", ebur128_set_channel(handle_->state.get(), 0, EBUR128_DUAL_MONO));
}

LoudnessMeter::LoudnessMeter(LoudnessMeter&&) noexcept = default;
LoudnessMeter& LoudnessMeter::operator=(LoudnessMeter&&) noexcept = default;
LoudnessMeter::~LoudnessMeter() = default;

void LoudnessMeter::add(std::span<const float> samples) {
  handle_->state.add(samples);
}

double LoudnessMeter::integrated_lufs() const {
  return handle_->state.integrated_lufs();
}

}  // namespace vina::ebur128
