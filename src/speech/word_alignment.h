// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/media_time.h"
#include "base/text_span.h"

namespace vina {

/// The words of a talk as captions show them: pieces between white space, each with the punctuation attached to it;
/// in scripts without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese) ICU's dictionary words. Punctuation that
/// stands alone belongs to the word before it. Spans rise, never overlap, lie on grapheme borders and hold everything
/// but white space. A talk without any word is one word; only an empty talk, or one of white space alone, has none.
/// `locale` is a BCP 47 tag.
std::vector<TextSpan> split_into_words(std::string_view talk, const std::string& locale);

/// What a voice tells about its progress: it says `text`, a part of the talk in bytes, from `start` until `end`. A word
/// may have several marks (numbers, syllables, characters) or none; a mark may hold several words.
struct VoiceMark {
  TextSpan text;
  Samples start;
  Samples end;
};

struct AlignedWord {
  TextSpan text;
  Samples start;
  Samples end;
  bool operator==(const AlignedWord&) const = default;
};

/// Gives each word its time between `begin` and `end` (`end` after `begin`). `words` rise, as from split_into_words.
///
/// A word starts with its first mark; words without a mark of their own share the time of the marked word before them,
/// by their number of characters. Marks that point backwards or outside of the talk count for nothing, so no sequence
/// of marks breaks the result: starts never fall, and begin <= start < end of a word <= `end`. Pure.
std::vector<AlignedWord> align_words(std::string_view talk, std::span<const TextSpan> words,
                                     std::span<const VoiceMark> marks, Samples begin, Samples end);

}  // namespace vina
