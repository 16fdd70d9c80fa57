// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/media_time.h"
#include "base/pcm_spool.h"
#include "base/text_span.h"
#include "base/warning.h"

namespace vina {

/// One word as it is spoken. Times are positions in the narration's sound.
struct SpokenWord {
  std::size_t item = 0;  ///< index of the item whose talk it belongs to
  TextSpan text;         ///< where it stands in that talk, in bytes; spans rise and do not overlap
  Samples start;         ///< first sample of the word; starts never fall from one word to the next
  Samples end;           ///< one past its last sample; after start, not after the item's end
};

/// Where one item's talk lies in the narration's sound: from the onset of its first word to the end of its last one,
/// with the silence around it left out. Items follow each other without overlap.
struct SpokenItem {
  Samples start;
  Samples end;
};

/// The voice of one slide.
struct Narration {
  std::shared_ptr<const PcmSpool> sound;
  std::vector<SpokenItem> items;  ///< one for each item of the slide, in order
  std::vector<SpokenWord> words;  ///< in spoken order; each item has at least one
  std::string voice;              ///< who speaks, for the report ("espeak-ng en-gb")
  std::string language;           ///< BCP 47 tag of the voice ("en-GB", "ar")
  std::vector<Warning> warnings;
};

}  // namespace vina
