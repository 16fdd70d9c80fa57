// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "base/media_time.h"
#include "speech/elevenlabs/sound_levels.h"

namespace vina {

/// What is known of a word's time.
struct WordSlot {
  std::optional<Samples> start;
  std::optional<Samples> end;
  std::int64_t weight = 1;  ///< how long it takes, against the others
};

/// `slots` share [begin, end) by their weights.
void share_evenly(std::span<WordSlot> slots, Samples begin, Samples end);

/// Times without any help from the service: `slots` share the audible time of the sound, and where `items` (one for
/// each slot) changes, the nearest long pause.
void estimate_times(std::span<WordSlot> slots, std::span<const std::size_t> items, const SoundLevels& levels);

/// Gives a start and an end to every slot: those without share the audible time between their neighbours, and with the
/// one before them where there is too little. Starts never fall, and no end is before its start.
void fill_in_times(std::span<WordSlot> slots, const SoundLevels& levels);

}  // namespace vina
