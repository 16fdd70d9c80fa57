// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cmath>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "base/media_time.h"
#include "base/pcm_spool.h"
#include "lesson/lesson.h"
#include "speech/narration.h"
#include "timeline/timeline.h"
#include "timeline/timeline_builder.h"

namespace vina::testing {

using Pcm = std::vector<std::int16_t>;

/// Sound that a meter and an encoder take for speech: band-limited noise and a pitch, four syllables a second, a breath
/// every few syllables. `level` scales it; 1 peaks near full scale. The same arguments give the same samples.
inline Pcm make_speech(Samples length, double level = 0.5, std::uint32_t seed = 1) {
  Pcm samples;
  samples.reserve(static_cast<std::size_t>(length.count()));
  std::uint32_t random = seed * 2'654'435'761U + 1;
  double low = 0;
  double lower = 0;
  for (std::int64_t n = 0; n < length.count(); ++n) {
    random = random * 1'664'525U + 1'013'904'223U;
    const double noise = static_cast<double>(random >> 8) / 8'388'608.0 - 1.0;
    low += 0.35 * (noise - low);
    lower += 0.35 * (low - lower);
    const double t = static_cast<double>(n) / static_cast<double>(kSampleRate);
    const double syllable = std::pow(std::abs(std::sin(3.14159265 * 4 * t + 0.3)), 1.5);
    const double breath = std::fmod(t, 2.3) > 2.1 ? 0.0 : 1.0;
    double voice = 0;
    for (int k = 1; k <= 12; ++k) voice += std::sin(6.2831853 * 117 * k * t) / (k + 2);
    const double sample = level * syllable * breath * (0.45 * voice + 0.03 * lower);
    samples.push_back(static_cast<std::int16_t>(std::lround(std::fmin(1.0, std::fmax(-1.0, sample)) * 32'767)));
  }
  return samples;
}

/// A narration that consists of the given talks, with 100 ms of silence around each.
inline Narration make_narration(const std::vector<Pcm>& talks) {
  auto sound = std::make_shared<PcmSpool>();
  Narration narration;
  const Pcm silence(4800, 0);
  sound->append(silence);
  for (const Pcm& talk : talks) {
    const Samples start = sound->length();
    sound->append(talk);
    narration.items.push_back({start, sound->length()});
    sound->append(silence);
  }
  narration.sound = std::move(sound);
  return narration;
}

struct SpokenLesson {
  std::vector<Narration> narrations;
  Timeline timeline;
};

/// A lesson with the given talks (slide by slide, item by item) on its timeline.
inline SpokenLesson make_spoken_lesson(const std::vector<std::vector<Pcm>>& slides,
                                       const TimelineOptions& options = {}) {
  SpokenLesson spoken;
  Lesson lesson;
  for (const std::vector<Pcm>& talks : slides) {
    spoken.narrations.push_back(make_narration(talks));
    lesson.slides.push_back({"Title", SlideType::kUnspecified, std::vector<Item>(talks.size())});
  }
  spoken.timeline = build_timeline(lesson, spoken.narrations, options);
  return spoken;
}

/// The shortest silences the timeline allows: talks end less than a frame before the next slide.
inline TimelineOptions tight_timeline() {
  TimelineOptions options;
  options.lead_in = milliseconds(50);
  options.item_pause = Samples{0};
  options.tail = Samples{0};
  options.shortest_bullet = Samples{0};
  options.reading_time_per_word = Samples{0};
  return options;
}

}  // namespace vina::testing
