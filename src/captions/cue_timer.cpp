// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "captions/cue_timer.h"

#include <algorithm>

namespace vina {
namespace {

/// Below this no cue goes, whatever the voice does: so every cue is there, in order, and ends after it starts.
constexpr Samples kLeastStep = to_samples(Frames{3});

Samples time_at(int characters, int characters_per_second) {
  // One more millisecond: both ends are rounded when written.
  return Samples{(characters * kSampleRate + characters_per_second - 1) / characters_per_second} + milliseconds(1);
}

std::vector<Samples> place_starts(const std::vector<CuePart>& parts, Samples slide_start, Samples slide_end,
                                  const CaptionOptions& options) {
  const std::size_t count = parts.size();
  std::vector<Samples> starts(count);
  const auto step = [&](std::size_t i) { return time_needed(parts[i].characters, options) + options.gap; };
  Samples next = slide_end;
  for (std::size_t i = count; i-- > 0;) {
    const Samples earliest = std::max(slide_start, parts[i].onset - options.earliest);
    next = starts[i] = std::max(earliest, std::min(parts[i].onset, next - step(i)));
  }
  for (std::size_t i = 1; i < count; ++i) {
    const Samples latest = parts[i].onset + options.latest;
    starts[i] = std::max(starts[i], std::min(starts[i - 1] + step(i - 1), latest));
  }
  next = slide_end;
  for (std::size_t i = count; i-- > 0;) next = starts[i] = std::min(starts[i], next - kLeastStep);
  for (std::size_t i = 0; i < count; ++i) {
    starts[i] = std::max(starts[i], i == 0 ? slide_start : starts[i - 1] + kLeastStep);
  }
  if (count > 0 && starts.back() >= slide_end - kLeastStep + Samples{1}) {
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

std::vector<CueTime> time_cues(const std::vector<CuePart>& parts, Samples slide_start, Samples slide_end,
                               const CaptionOptions& options) {
  const std::vector<Samples> starts = place_starts(parts, slide_start, slide_end, options);
  std::vector<CueTime> times;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Samples start = starts[i];
    const Samples next = i + 1 < parts.size() ? starts[i + 1] : slide_end;
    const Samples room = next - options.gap > start ? next - options.gap : next;
    const Samples comfortable =
        start + std::max(options.shortest, time_at(parts[i].characters, options.target_characters_per_second));
    Samples end = std::max(parts[i].finish, start + time_needed(parts[i].characters, options));
    end = std::max(end, std::min(comfortable, parts[i].finish + options.linger));
    if (room - end <= options.chain) end = room;
    times.push_back({start, std::min({end, room, start + options.longest})});
  }
  return times;
}

}  // namespace vina
