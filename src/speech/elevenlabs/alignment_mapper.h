// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/media_time.h"
#include "base/text_span.h"
#include "speech/elevenlabs/elevenlabs_answer.h"
#include "speech/elevenlabs/sent_text.h"
#include "speech/elevenlabs/sound_levels.h"

namespace vina {

/// A word of a slide, and when it is spoken, counted from the start of the sound it is in.
struct ItemWord {
  std::size_t item = 0;
  TextSpan text;  ///< in that item's talk
  Samples start;
  Samples end;
};

/// Where the times of a sound's words come from.
enum class WordTimes {
  kAlignment,   ///< the alignment of the text that was sent
  kSpokenText,  ///< that of the text as it is spoken, word by word
  kEstimate,    ///< the words' lengths and the sound's pauses
};

/// Note [Three ways to a word's time]
/// The alignment of the text that was sent is matched with that text as one run of characters, not by index: elements
/// hold several code points (emoji, combining marks), and some are missing (line ends, signs that are not spoken) or
/// written otherwise ("&lt;"). If it is missing or does not fit, the text as spoken is matched word by word: "three
/// point five" has no characters of "3.5", but stands between the same neighbours. If that does not fit either, the
/// words share the audible time by their lengths, and items end at the pauses that are nearest to where they should.
/// Times are believed as far as they rise and lie in the sound; words in between share what time there is.

/// Sets start and end of `words`, which are those of `sent` in order. Starts never fall, ends are not before starts,
/// and all lie in the sound. `locale` is a BCP 47 tag. Pure.
WordTimes set_word_times(std::span<ItemWord> words, const SentText& sent, const SpeechDetails& details,
                         const SoundLevels& levels, const std::string& locale);

}  // namespace vina
