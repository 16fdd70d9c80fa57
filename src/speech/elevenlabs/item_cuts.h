// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <span>
#include <vector>

#include "speech/elevenlabs/alignment_mapper.h"
#include "speech/elevenlabs/sound_levels.h"
#include "speech/narration.h"

namespace vina {

/// Note [Cuts in the pauses]
/// The timeline cuts a slide's sound between its items, so the cuts must be silent. The alignment says about where an
/// item begins and ends; a cut goes to the pause there that is long and ends close to where the next item should begin.
/// An item starts where it can be heard again, or up to 30 ms before, where the alignment says so (the closure of a "p"
/// is silent): within a frame of both. A voice that does not pause is cut at its quietest moment.

/// Where each item's talk lies in the sound, by the times of its `words` (of one sound; items in order, each with at
/// least one word). One for each item that has words, in order, without overlap; each is a millisecond long at least,
/// and for that alone may end after the sound.
std::vector<SpokenItem> cut_items(std::span<const ItemWord> words, const SoundLevels& levels);

}  // namespace vina
