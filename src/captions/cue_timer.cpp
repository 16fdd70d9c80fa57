// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "captions/cue_timer.h"

#include <algorithm>
#include <cstdint>

namespace vina {
namespace {

Samples time_at(int characters, int characters_per_second) {
  // One more millisecond: both ends are rounded when written.
  return Samples{(characters * kSampleRate + characters_per_second - 1) / characters_per_second} + milliseconds(1);
}

/// The onsets, but for those that no order of cues could be made of.
std::vector<Samples> place_starts(const std::vector<CuePart>& parts, Samples slide_start, Samples slide_end) {
  const std::size_t count = parts.size();
  std::vector<Samples> starts(count);
  for (std::size_t i = 0; i < count; ++i) {
    starts[i] = std::max(parts[i].onset, i == 0 ? slide_start : starts[i - 1] + kLeastStep);
  }
  Samples next = slide_end;
  for (std::size_t i = count; i-- > 0;) next = starts[i] = std::min(starts[i], next - kLeastStep);
  if (count > 0 && starts.front() < slide_start) {
    // More cues than the slide has room for: each gets its share.
    const std::int64_t length = (slide_end - slide_start).count();
    for (std::size_t i = 0; i < count; ++i) {
      starts[i] = slide_start + Samples{length * static_cast<std::int64_t>(i) / static_cast<std::int64_t>(count)};
    }
  }
  return starts;
}

}  // namespace

Samples time_needed(int characters, const CaptionOptions& options) {
  return std::min(options.longest,
                  std::max(options.shortest, time_at(characters, options.characters_per_second_limit)));
}

Samples end_of_cue(int characters, Samples start, Samples finish, Samples next, const CaptionOptions& options) {
  const Samples comfortable =
      start + std::max(options.shortest, time_at(characters, options.target_characters_per_second));
  const Samples needed = std::min(next, std::max(finish, start + time_needed(characters, options)));
  const Samples room = std::max(needed, next - options.gap);
  Samples end = std::max(needed, std::min(comfortable, finish + options.linger));
  if (end + options.chain >= room) end = room;
  return std::min(end, start + options.longest);
}

std::vector<CueTime> time_cues(const std::vector<CuePart>& parts, Samples slide_start, Samples slide_end,
                               const CaptionOptions& options) {
  const std::vector<Samples> starts = place_starts(parts, slide_start, slide_end);
  std::vector<CueTime> times;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Samples next = i + 1 < parts.size() ? starts[i + 1] : slide_end;
    times.push_back({starts[i], end_of_cue(parts[i].characters, starts[i], parts[i].finish, next, options)});
  }
  return times;
}

}  // namespace vina
