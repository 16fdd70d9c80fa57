// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/item_cuts.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace vina {
namespace {

/// Just under a frame.
constexpr Samples kSilentOnset = milliseconds(30);
constexpr Samples kShortestPause = milliseconds(25);

/// Of the pauses in [from, to) the one that is long and ends close to `onset`; nothing if none is worth more than it is
/// away.
std::optional<SoundLevels::Pause> find_pause(Samples from, Samples to, Samples onset, const SoundLevels& levels) {
  std::optional<SoundLevels::Pause> best;
  std::int64_t best_score = 0;
  for (const SoundLevels::Pause& pause : levels.pauses(from, to, kShortestPause)) {
    const std::int64_t distance = std::max(pause.end - onset, onset - pause.end).count();
    const std::int64_t score = (pause.end - pause.start).count() * 2 - distance;
    if (score <= best_score) continue;
    best_score = score;
    best = pause;
  }
  return best;
}

struct Border {
  Samples end;    ///< of what comes before
  Samples start;  ///< of what comes after
};

/// Between a word that starts at `last_start` (the sound's start if there is none) and the word `first`.
Border find_border(Samples last_start, const ItemWord& first, const SoundLevels& levels) {
  constexpr Samples kLateAlignment = milliseconds(300);
  const Samples to = std::max(first.start + kLateAlignment, std::min(first.end, first.start + kLateAlignment * 2));
  const auto pause = find_pause(last_start, to, first.start, levels);
  if (!pause) {
    constexpr Samples kAround = milliseconds(60);
    const Samples cut = levels.quietest(std::max(last_start, first.start - kAround), first.start + kAround);
    return {cut, cut};
  }
  const Samples onset = levels.first_audible(pause->start, levels.length()).value_or(pause->end);
  return {pause->start, std::clamp(first.start, std::max(pause->start, onset - kSilentOnset), onset)};
}

Samples find_first_start(const ItemWord& first, const SoundLevels& levels) {
  constexpr Samples kBreath = milliseconds(500);
  constexpr Samples kAtOnce = milliseconds(60);
  const Samples onset = levels.first_audible(Samples{0}, levels.length()).value_or(Samples{0});
  // A sound that begins with the voice.
  if (onset >= first.start) return std::max(std::min(first.start, onset), onset - kSilentOnset);
  if (first.start - onset <= kAtOnce) return onset;
  return find_border(std::max(Samples{0}, first.start - kBreath), first, levels).start;
}

/// What follows a long pause after the last word is no speech any more.
Samples find_last_end(const ItemWord& last, const SoundLevels& levels) {
  constexpr Samples kLongPause = milliseconds(400);
  const auto pauses = levels.pauses(std::max(last.start, last.end - kLongPause), levels.length(), kLongPause);
  for (const SoundLevels::Pause& pause : pauses) {
    if (pause.start > last.start && pause.end >= last.end) return pause.start;
  }
  return levels.last_audible(last.start, levels.length()).value_or(last.end);
}

}  // namespace

std::vector<SpokenItem> cut_items(std::span<const ItemWord> words, const SoundLevels& levels) {
  std::vector<SpokenItem> items;
  if (words.empty()) return items;
  items.push_back({find_first_start(words.front(), levels), {}});
  for (std::size_t word = 1; word < words.size(); ++word) {
    if (words[word].item == words[word - 1].item) continue;
    const Border border = find_border(std::max(words[word - 1].start, items.back().start), words[word], levels);
    items.back().end = border.end;
    items.push_back({border.start, {}});
  }
  items.back().end = find_last_end(words.back(), levels);

  Samples earliest;
  for (SpokenItem& item : items) {
    item.start = std::max(item.start, earliest);
    item.end = std::max(item.end, item.start + milliseconds(1));
    earliest = item.end;
  }
  return items;
}

}  // namespace vina
