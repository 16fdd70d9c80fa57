// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/time_sharing.h"

#include <algorithm>
#include <vector>

namespace vina {
namespace {

constexpr Samples kShortestWord = milliseconds(40);

std::int64_t total_weight(std::span<const WordSlot> slots) {
  std::int64_t total = 0;
  for (const WordSlot& slot : slots) total += slot.weight;
  return std::max<std::int64_t>(total, 1);
}

/// `slots` share the audible part of [begin, end).
void share_audible(std::span<WordSlot> slots, Samples begin, Samples end, const SoundLevels& levels) {
  const std::int64_t first = levels.audible_before(begin);
  const std::int64_t audible = levels.audible_before(end) - first;
  if (audible < static_cast<std::int64_t>(slots.size())) return share_evenly(slots, begin, end);
  const std::int64_t total = total_weight(slots);
  std::int64_t weight = 0;
  Samples position = begin;
  for (WordSlot& slot : slots) {
    slot.start = levels.first_audible(position, end).value_or(position);
    weight += slot.weight;
    position = std::clamp(levels.after_audible(first + audible * weight / total), *slot.start, end);
    slot.end = position;
  }
}

/// The pause that is long and near to `expected`; a border without length if there is none.
SoundLevels::Pause find_border(Samples expected, Samples earliest, const SoundLevels& levels) {
  constexpr Samples kShortestPause = milliseconds(120);
  const Samples window = std::max(milliseconds(1'200), Samples{levels.length().count() * 15 / 100});
  SoundLevels::Pause best{std::max(expected, earliest), std::max(expected, earliest)};
  std::int64_t best_score = 0;
  for (const SoundLevels::Pause& pause :
       levels.pauses(std::max(earliest, expected - window), expected + window, kShortestPause)) {
    const Samples middle{(pause.start + pause.end).count() / 2};
    const std::int64_t distance = std::max(middle - expected, expected - middle).count();
    const std::int64_t score = (pause.end - pause.start).count() * 4 - distance + window.count();
    if (score <= best_score) continue;
    best_score = score;
    best = pause;
  }
  return best;
}

/// The slots whose start is known, which rises from now on.
std::vector<std::size_t> let_known_rise(std::span<WordSlot> slots, Samples length) {
  std::vector<std::size_t> known;
  Samples latest;
  for (std::size_t index = 0; index < slots.size(); ++index) {
    if (!slots[index].start) continue;
    latest = std::clamp(*slots[index].start, latest, std::max(latest, length));
    slots[index].start = latest;
    known.push_back(index);
  }
  return known;
}

/// The first of `slots` is known, the others are not, and all end by `until`.
void fill_after(std::span<WordSlot> slots, Samples until, const SoundLevels& levels) {
  WordSlot& known = slots.front();
  const auto missing = static_cast<std::int64_t>(slots.size()) - 1;
  const Samples likely_end = missing == 0 ? until : *known.start + kShortestWord;
  known.end = std::clamp(known.end.value_or(likely_end), *known.start, until);
  if (missing == 0) return;
  if (until - *known.end >= kShortestWord * missing) return share_audible(slots.subspan(1), *known.end, until, levels);
  share_audible(slots, *known.start, until, levels);
}

/// The last of `slots` is known, the others are not, and the first one starts where the sound does.
void fill_before(std::span<WordSlot> slots, Samples sound_begin, const SoundLevels& levels) {
  const Samples until = *slots.back().start;
  const Samples begin = std::min(sound_begin, until);
  const auto missing = static_cast<std::int64_t>(slots.size()) - 1;
  if (until - begin >= kShortestWord * missing)
    return share_audible(slots.first(slots.size() - 1), begin, until, levels);
  share_audible(slots, begin, *slots.back().end, levels);
}

void let_starts_rise(std::span<WordSlot> slots, Samples length) {
  Samples latest;
  for (WordSlot& slot : slots) {
    slot.start = std::clamp(slot.start.value_or(latest), latest, std::max(latest, length));
    slot.end = std::clamp(slot.end.value_or(*slot.start), *slot.start, std::max(*slot.start, length));
    latest = *slot.start;
  }
}

}  // namespace

void share_evenly(std::span<WordSlot> slots, Samples begin, Samples end) {
  const std::int64_t total = total_weight(slots);
  std::int64_t weight = 0;
  for (WordSlot& slot : slots) {
    slot.start = begin + Samples{(end - begin).count() * weight / total};
    weight += slot.weight;
    slot.end = begin + Samples{(end - begin).count() * weight / total};
  }
}

void estimate_times(std::span<WordSlot> slots, std::span<const std::size_t> items, const SoundLevels& levels) {
  const std::int64_t total = total_weight(slots);
  const std::int64_t audible = levels.audible_before(levels.length());
  std::size_t first = 0;
  std::int64_t weight = 0;
  Samples begin = levels.first_audible(Samples{0}, levels.length()).value_or(Samples{0});
  for (std::size_t index = 0; index < slots.size(); ++index) {
    weight += slots[index].weight;
    const bool last = index + 1 == slots.size();
    if (!last && items[index + 1] == items[index]) continue;
    SoundLevels::Pause border{levels.length(), levels.length()};
    if (!last) border = find_border(levels.after_audible(audible * weight / total), begin, levels);
    share_audible(slots.subspan(first, index + 1 - first), begin, std::max(border.start, begin), levels);
    begin = std::max(border.end, begin);
    first = index + 1;
  }
}

void fill_in_times(std::span<WordSlot> slots, const SoundLevels& levels) {
  const Samples sound_begin = levels.first_audible(Samples{0}, levels.length()).value_or(Samples{0});
  const Samples sound_end = levels.last_audible(Samples{0}, levels.length()).value_or(levels.length());
  const std::vector<std::size_t> known = let_known_rise(slots, levels.length());
  if (known.empty()) share_audible(slots, sound_begin, sound_end, levels);
  for (std::size_t index = 0; index < known.size(); ++index) {
    const bool last = index + 1 == known.size();
    const std::size_t next = last ? slots.size() : known[index + 1];
    const Samples until = last ? std::max(sound_end, *slots[known[index]].start) : *slots[next].start;
    fill_after(slots.subspan(known[index], next - known[index]), until, levels);
  }
  if (!known.empty() && known.front() > 0) fill_before(slots.first(known.front() + 1), sound_begin, levels);
  let_starts_rise(slots, levels.length());
}

}  // namespace vina
