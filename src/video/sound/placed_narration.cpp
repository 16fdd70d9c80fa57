// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/sound/placed_narration.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>

namespace vina {
namespace {

constexpr Samples kFade = milliseconds(3);

/// 1 inside the talk, falling to 0 over kFade on both sides.
float weight_at(Samples position, const PlacedNarration::Talk& talk) {
  const Samples outside =
      position < talk.start ? talk.start - position : position - talk.end + Samples{1};  // not positive inside
  if (outside <= Samples{0}) return 1.0F;
  return std::max(0.0F, 1.0F - static_cast<float>(outside.count()) / static_cast<float>(kFade.count() + 1));
}

void add_talk(const PcmSpool& sound, const PlacedNarration::Talk& talk, Samples from, std::span<float> samples) {
  std::array<std::int16_t, 4096> block;
  while (!samples.empty()) {
    const std::size_t count = std::min(samples.size(), block.size());
    sound.read(talk.sound_start + (from - talk.start), std::span{block}.first(count));
    for (std::size_t i = 0; i < count; ++i) {
      const Samples position = from + Samples{static_cast<std::int64_t>(i)};
      samples[i] += static_cast<float>(block[i]) / 32768.0F * weight_at(position, talk);
    }
    samples = samples.subspan(count);
    from += Samples{static_cast<std::int64_t>(count)};
  }
}

}  // namespace

PlacedNarration::PlacedNarration(const Timeline& timeline, std::span<const Narration> narrations)
    : length_{to_samples(timeline.length)} {
  assert(timeline.slides.size() == narrations.size());
  for (std::size_t i = 0; i < narrations.size(); ++i) {
    const TimelineSlide& placed = timeline.slides[i];
    Slide slide{to_samples(placed.start), to_samples(placed.end()), {}, narrations[i].sound};
    for (const TimelineItem& item : placed.items) {
      slide.talks.push_back({item.speech_start, item.speech_end, item.sound_start});
    }
    slides_.push_back(std::move(slide));
  }
}

bool PlacedNarration::sounds(std::size_t slide, Samples from, Samples to) const {
  return std::ranges::any_of(slides_[slide].talks,
                             [&](const Talk& talk) { return talk.start - kFade < to && talk.end + kFade > from; });
}

void PlacedNarration::read(std::size_t slide, Samples from, std::span<float> samples) const {
  std::ranges::fill(samples, 0.0F);
  const Samples to = from + Samples{static_cast<std::int64_t>(samples.size())};
  for (const Talk& talk : slides_[slide].talks) {
    const Samples begin = std::max({from, talk.start - kFade, slides_[slide].start});
    const Samples end = std::min({to, talk.end + kFade, slides_[slide].end});
    if (begin >= end) continue;
    add_talk(*slides_[slide].sound, talk, begin,
             samples.subspan(static_cast<std::size_t>((begin - from).count()),
                             static_cast<std::size_t>((end - begin).count())));
  }
}

}  // namespace vina
