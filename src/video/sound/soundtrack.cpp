// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/sound/soundtrack.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "video/sound/slide_gain.h"

namespace vina {
namespace {

/// -1.5 dBTP: AAC moves peaks by a tenth or two of a decibel, and -1 dBTP is asked for after it.
constexpr float kCeiling = 0.8414F;

}  // namespace

Soundtrack::Soundtrack(const Timeline& timeline, std::span<const Narration> narrations, const SoundOptions& options)
    : narration_{timeline, narrations},
      options_{options},
      limiter_{kCeiling},
      gains_{std::make_unique<SlideGain[]>(narrations.size())} {
  validate(options_);
}

Soundtrack::~Soundtrack() = default;

float Soundtrack::gain(std::size_t slide, const std::stop_token& stop) const {
  SlideGain& slide_gain = gains_[slide];
  const std::lock_guard lock{slide_gain.mutex};
  if (!slide_gain.gain) {
    slide_gain.gain = find_slide_gain(narration_, slide, options_.loudness_lufs, limiter_, stop);
  }
  return *slide_gain.gain;
}

void Soundtrack::read(Samples from, std::span<float> samples, const std::stop_token& stop) const {
  constexpr Samples kContext{PeakLimiter::kContext};
  const Samples begin = from - kContext;
  const Samples end = from + Samples{static_cast<std::int64_t>(samples.size())} + kContext;
  std::vector<float> sound(static_cast<std::size_t>((end - begin).count()), 0.0F);
  for (std::size_t slide = 0; slide < narration_.slide_count(); ++slide) {
    const Samples first = std::max(begin, narration_.slide_start(slide));
    const Samples last = std::min(end, narration_.slide_end(slide));
    // A slide of which only silence is read is not measured: its talks may not concern the caller at all.
    if (first >= last || !narration_.sounds(slide, first, last)) continue;
    const std::span<float> part = std::span{sound}.subspan(static_cast<std::size_t>((first - begin).count()),
                                                           static_cast<std::size_t>((last - first).count()));
    narration_.read(slide, first, part);
    const float factor = gain(slide, stop);
    for (float& sample : part) sample *= factor;
  }
  limiter_.apply(sound, samples);
}

}  // namespace vina
