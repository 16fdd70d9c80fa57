// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/speech_envelope.h"

#include <algorithm>
#include <cstdlib>

namespace vina {
namespace {

constexpr std::int64_t kStep = milliseconds(1).count();

bool is_audible(std::int16_t sample) {
  return std::abs(int{sample}) >= kAudibleAmplitude;
}

}  // namespace

void SpeechEnvelope::append(std::span<const std::int16_t> samples) {
  for (const std::int16_t sample : samples) {
    const auto step = static_cast<std::size_t>(length_.count() / kStep);
    if (step == audible_.size()) audible_.push_back(0);
    if (is_audible(sample)) audible_[step] = 1;
    length_ += Samples{1};
  }
}

std::optional<Samples> SpeechEnvelope::first_audible(Samples from, Samples to) const {
  from = std::max(from, Samples{0});
  to = std::min(to, length_);
  for (std::int64_t step = from.count() / kStep; step * kStep < to.count(); ++step) {
    if (audible_[static_cast<std::size_t>(step)] != 0) return std::max(from, Samples{step * kStep});
  }
  return std::nullopt;
}

std::optional<Samples> SpeechEnvelope::last_audible(Samples from, Samples to) const {
  from = std::max(from, Samples{0});
  to = std::min(to, length_);
  for (std::int64_t step = (to.count() + kStep - 1) / kStep; step-- > 0 && (step + 1) * kStep > from.count();) {
    if (audible_[static_cast<std::size_t>(step)] != 0) return std::min(to, Samples{(step + 1) * kStep});
  }
  return std::nullopt;
}

std::size_t find_onset(std::span<const std::int16_t> samples) {
  const auto onset = std::find_if(samples.begin(), samples.end(), is_audible);
  return static_cast<std::size_t>(onset - samples.begin());
}

}  // namespace vina
