// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/media_time.h"

namespace vina {

/// One element of an alignment: a character, which may be several code points, and when it is spoken, counted from the
/// start of the sound. What the service left out, or what cannot be a time, is nothing.
struct TimedCharacter {
  std::string text;
  std::optional<Samples> start;
  std::optional<Samples> end;
};
using CharacterTimes = std::vector<TimedCharacter>;

/// Reads `{"characters": [...], "character_start_times_seconds": [...], "character_end_times_seconds": [...]}`. Nothing
/// in it is taken for granted: arrays may be missing or of different lengths, elements of any type; null, or what is no
/// object, has no characters. Never throws.
CharacterTimes read_character_times(const nlohmann::json& alignment);

/// `times` with a start for those characters alone that lie in the sound (`length`) and do not go backwards: the most
/// that can be kept. An end before its start, or after the sound, is moved there.
CharacterTimes trusted(CharacterTimes times, Samples length);

}  // namespace vina
