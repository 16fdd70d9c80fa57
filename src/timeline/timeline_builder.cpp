// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "timeline/timeline_builder.h"

#include <algorithm>
#include <cassert>
#include <string>

#include "base/error.h"

namespace vina {
namespace {

constexpr Samples kLongestSilence = milliseconds(10'000);
constexpr Samples kShortestLeadIn = milliseconds(50);

void check_silence(const char* name, Samples value, Samples least) {
  if (value >= least && value <= kLongestSilence) return;
  throw Error{ErrorKind::kInvalidOption, std::string{name} + " is " + std::to_string(to_milliseconds(value)) +
                                             " ms; it must be from " + std::to_string(to_milliseconds(least)) + " to " +
                                             std::to_string(to_milliseconds(kLongestSilence)) + " ms"};
}

/// Words as a reader counts them, near enough for a reading time: runs between white space. Scripts without spaces get
/// the fixed minimum.
std::int64_t count_words(const std::string& text) {
  std::int64_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\n';
    if (!space && !inside) ++words;
    inside = !space;
  }
  return words;
}

}  // namespace

void validate(const TimelineOptions& options) {
  check_silence("the lead-in", options.lead_in, kShortestLeadIn);
  check_silence("the pause between items", options.item_pause, Samples{0});
  check_silence("the tail", options.tail, Samples{0});
}

TimelineSlide build_timeline_slide(const Slide& slide, const Narration& narration, Frames start,
                                   const TimelineOptions& options) {
  assert(narration.items.size() == slide.items.size());
  TimelineSlide placed;
  placed.start = start;
  Samples position = to_samples(start) + options.lead_in;
  for (const SpokenItem& spoken : narration.items) {
    const Frames reveal = next_frame_border(position);
    const Samples speech_start = to_samples(reveal);
    const Samples speech_end = speech_start + (spoken.end - spoken.start);
    placed.items.push_back({reveal, speech_start, speech_end, spoken.start});
    position = speech_end + options.item_pause;
  }
  for (const SpokenWord& word : narration.words) {
    const TimelineItem& item = placed.items.at(word.item);
    const Samples shift = item.speech_start - item.sound_start;
    placed.words.push_back({word.item, word.text, word.start + shift, word.end + shift});
  }
  const TimelineItem& last = placed.items.back();
  const Samples reading_time =
      std::max(options.shortest_bullet, options.reading_time_per_word * count_words(slide.items.back().bullet));
  const Samples end = std::max(last.speech_end + options.tail, last.speech_start + reading_time);
  placed.length = next_frame_border(end) - start;
  return placed;
}

Timeline build_timeline(const Lesson& lesson, std::span<const Narration> narrations, const TimelineOptions& options) {
  assert(narrations.size() == lesson.slides.size());
  validate(options);
  Timeline timeline;
  for (std::size_t i = 0; i < lesson.slides.size(); ++i) {
    timeline.slides.push_back(build_timeline_slide(lesson.slides[i], narrations[i], timeline.length, options));
    timeline.length = timeline.slides.back().end();
  }
  return timeline;
}

}  // namespace vina
