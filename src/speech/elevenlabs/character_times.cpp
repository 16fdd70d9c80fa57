// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/character_times.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <nlohmann/json.hpp>

namespace vina {
namespace {

const nlohmann::json* array_of(const nlohmann::json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_array() ? &*member : nullptr;
}

std::optional<Samples> time_at(const nlohmann::json* times, std::size_t index) {
  constexpr double kLongest = 24.0 * 3600.0;
  if (times == nullptr || index >= times->size() || !(*times)[index].is_number()) return std::nullopt;
  const auto seconds = (*times)[index].get<double>();
  if (!(seconds >= 0.0 && seconds <= kLongest)) return std::nullopt;
  return Samples{std::llround(seconds * static_cast<double>(kSampleRate))};
}

/// Which of `times` form the longest sequence that never falls, as indices into it.
std::vector<std::size_t> longest_rise(const std::vector<Samples>& times) {
  std::vector<std::size_t> tails;  // index of the smallest last time of a rise of each length
  std::vector<std::size_t> before(times.size());
  for (std::size_t index = 0; index < times.size(); ++index) {
    const auto place = std::upper_bound(tails.begin(), tails.end(), times[index],
                                        [&](Samples time, std::size_t tail) { return time < times[tail]; });
    before[index] = place == tails.begin() ? index : *std::prev(place);
    if (place == tails.end()) {
      tails.push_back(index);
    } else {
      *place = index;
    }
  }
  std::vector<std::size_t> rise(tails.size());
  std::size_t index = tails.empty() ? 0 : tails.back();
  for (std::size_t place = rise.size(); place-- > 0; index = before[index]) rise[place] = index;
  return rise;
}

}  // namespace

CharacterTimes read_character_times(const nlohmann::json& alignment) {
  CharacterTimes times;
  if (!alignment.is_object()) return times;
  const nlohmann::json* characters = array_of(alignment, "characters");
  if (characters == nullptr) return times;
  const nlohmann::json* starts = array_of(alignment, "character_start_times_seconds");
  const nlohmann::json* ends = array_of(alignment, "character_end_times_seconds");
  times.reserve(characters->size());
  for (std::size_t index = 0; index < characters->size(); ++index) {
    const nlohmann::json& text = (*characters)[index];
    times.push_back(
        {text.is_string() ? text.get<std::string>() : std::string{}, time_at(starts, index), time_at(ends, index)});
  }
  return times;
}

CharacterTimes trusted(CharacterTimes times, Samples length) {
  std::vector<std::size_t> timed;
  std::vector<Samples> starts;
  for (std::size_t index = 0; index < times.size(); ++index) {
    if (!times[index].start || *times[index].start >= length) continue;
    timed.push_back(index);
    starts.push_back(*times[index].start);
  }
  std::vector<bool> kept(times.size(), false);
  for (const std::size_t place : longest_rise(starts)) kept[timed[place]] = true;
  for (std::size_t index = 0; index < times.size(); ++index) {
    TimedCharacter& character = times[index];
    if (!kept[index]) character.start.reset();
    if (!character.start) {
      character.end.reset();
    } else if (character.end) {
      character.end = std::clamp(*character.end, *character.start, length);
    }
  }
  return times;
}

}  // namespace vina
