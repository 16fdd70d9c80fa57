// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/media_time.h"
#include "base/text_span.h"
#include "timeline/timeline.h"

namespace vina {

/// A part of a talk that stands on one line: mostly a word with its punctuation.
struct TalkPiece {
  TextSpan text;            ///< in Talk::text; no white space at either end
  int width = 0;            ///< columns
  int characters = 0;       ///< grapheme clusters
  int space_before = 0;     ///< columns of white space between it and the piece before it
  int spaces_before = 0;    ///< grapheme clusters of that
  bool broken_off = false;  ///< the piece before it is the first part of the same, too long word
  bool starts_sentence = false;
  bool starts_word = false;  ///< a spoken word starts with it or inside it, so its onset is exact
  bool spoken = false;       ///< the voice has a word in it; a lone dash has none
  Samples onset;             ///< when its speech starts; for a silent piece that of the next word
  Samples finish;            ///< when its speech ends; for a silent piece that of the word before
};

/// One item's talk, prepared for cutting.
struct Talk {
  std::string text;      ///< each run of white space made one space
  std::string language;  ///< primary subtag in small letters; may be empty
  std::vector<TalkPiece> pieces;

  std::string_view of(const TalkPiece& piece) const { return piece.text.of(text); }
  /// What pieces [from, to) look like on one line.
  std::string line(std::size_t from, std::size_t to) const;
  int width(std::size_t from, std::size_t to) const;
  /// Grapheme clusters, a space or line break between two pieces included.
  int characters(std::size_t from, std::size_t to) const;
};

/// Takes `talk` apart at its line-break opportunities (UAX #14), and pieces wider than `columns` between two of their
/// characters. `words` are those of the talk, in order, with their places in it; `language` is a BCP 47 tag or empty.
Talk prepare_talk(std::string_view talk, std::span<const TimelineWord> words, const TimelineItem& item,
                  std::string_view language, int columns);

}  // namespace vina
