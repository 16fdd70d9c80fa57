// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "captions/cue_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <string_view>

#include "base/error.h"
#include "captions/cue_segmenter.h"
#include "captions/cue_timer.h"
#include "captions/talk_pieces.h"

namespace vina {
namespace {

void check_range(std::string_view option, std::int64_t value, std::int64_t least, std::int64_t most,
                 std::string_view unit) {
  if (value >= least && value <= most) return;
  throw Error{ErrorKind::kInvalidOption,
              fmt::format("{} of captions is {} {}; it must be {} to {}", option, value, unit, least, most)};
}

std::vector<TimelineWord> words_of(const TimelineSlide& slide, std::size_t item) {
  std::vector<TimelineWord> words;
  for (const TimelineWord& word : slide.words) {
    if (word.item == item) words.push_back(word);
  }
  return words;
}

void warn_of_limits(const CuePart& part, CueTime time, std::string_view place, const CaptionOptions& options,
                    std::vector<Warning>& warnings) {
  const Samples shown = time.end - time.start;
  if (shown >= std::max(options.shortest, time_needed(part.characters, options) - milliseconds(1))) return;
  const double speed = part.characters / to_seconds(shown);
  const bool too_fast = speed > options.characters_per_second_limit;
  warnings.push_back(
      {.place = std::string{place},
       .message = fmt::format("the caption \"{}\" is shown for {:.2f} s, {:.1f} characters a second, which is {}",
                              fmt::join(part.lines, " "), to_seconds(shown), speed,
                              too_fast ? "too short to read; speak slower or say less"
                                       : "very short; say more or leave a longer pause after it")});
}

}  // namespace

void validate(const CaptionOptions& options) {
  check_range("the line length", options.characters_per_line, 10, 80, "characters");
  check_range("the number of lines", options.lines, 1, 5, "lines");
  check_range("the target speed", options.target_characters_per_second, 5, options.characters_per_second_limit,
              "characters a second");
  check_range("the speed limit", options.characters_per_second_limit, 5, 100, "characters a second");
  check_range("the longest time", to_milliseconds(options.longest), 1000, 60'000, "ms");
  check_range("the shortest time", to_milliseconds(options.shortest), 100, to_milliseconds(options.longest), "ms");
  for (const Samples length : {options.linger, options.chain, options.gap}) {
    check_range("a pause or tolerance", length.count(), 0, 10 * kSampleRate, "samples");
  }
}

CaptionSet build_cues(const Lesson& lesson, const Timeline& timeline, const std::vector<std::string>& languages,
                      const CaptionOptions& options) {
  assert(lesson.slides.size() == timeline.slides.size());
  validate(options);
  CaptionSet set;
  for (std::size_t s = 0; s < lesson.slides.size(); ++s) {
    const TimelineSlide& slide = timeline.slides[s];
    const Samples slide_end = to_samples(slide.end());
    std::vector<CuePart> parts;
    std::vector<std::size_t> item_of_part;
    for (std::size_t i = 0; i < slide.items.size(); ++i) {
      const Samples silence_ends = i + 1 < slide.items.size() ? slide.items[i + 1].speech_start : slide_end;
      const Talk talk = prepare_talk(lesson.slides[s].items.at(i).talk, words_of(slide, i), slide.items[i],
                                     s < languages.size() ? languages[s] : "", options.characters_per_line);
      for (CuePart& part : cut_into_cues(talk, silence_ends, options)) {
        parts.push_back(std::move(part));
        item_of_part.push_back(i);
      }
    }
    const std::vector<CueTime> times = time_cues(parts, to_samples(slide.start), slide_end, options);
    for (std::size_t p = 0; p < parts.size(); ++p) {
      warn_of_limits(parts[p], times[p], pointer_to_item(lesson, s, item_of_part[p]) + "/talk", options, set.warnings);
      const double speed = parts[p].characters / to_seconds(times[p].end - times[p].start);
      set.fastest_characters_per_second = std::max(set.fastest_characters_per_second, speed);
      set.cues.push_back({times[p].start, times[p].end, std::move(parts[p].lines)});
    }
  }
  return set;
}

}  // namespace vina
