// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_span.h"

/// Where texts may be taken apart. All positions are bytes of the UTF-8 given, rise, and lie on character borders.
/// A byte that is not UTF-8 counts as one unknown character. `locale` is a BCP 47 tag ("ja", "pt-BR"); an unknown or
/// empty one means the rules that hold for all languages. The result depends on the arguments alone, never on the
/// process's locale. All functions are thread-safe (each call opens its own iterator, which takes 6 to 12 microseconds)
/// and throw Error (kInternal) if ICU's data is missing.
namespace vina::icu {

/// User-perceived characters: extended grapheme clusters (UAX #29). They cover the text without a gap.
std::vector<TextSpan> graphemes(std::string_view utf8);
std::size_t count_graphemes(std::string_view utf8);

/// The words (UAX #29): segments with letters, digits, kana or ideographs. Between them lie spaces, punctuation, emoji
/// and other signs, also the subscript of "CO₂". Thai, Lao, Khmer, Burmese, Chinese and Japanese are cut with ICU's
/// dictionaries.
std::vector<TextSpan> words(std::string_view utf8, const std::string& locale);

struct BreakOpportunity {
  std::size_t position = 0;  ///< the next line would start with this byte
  bool mandatory = false;    ///< a line must end here, after a line feed or the like
  bool operator==(const BreakOpportunity&) const = default;
};

/// Where a line may end inside the text (UAX #14, with dictionaries as for words). Neither 0 nor the text's end is
/// among them. White space before a position belongs to the line it ends. Locale keywords work: "ja@lw=phrase" keeps
/// Japanese phrases together.
std::vector<BreakOpportunity> line_breaks(std::string_view utf8, const std::string& locale);

/// Where sentences start (UAX #29, with the language's known abbreviations such as "Mr." left whole); the first is 0.
std::vector<std::size_t> sentence_starts(std::string_view utf8, const std::string& locale);

/// How wide the text is, in columns: a grapheme cluster counts 1, or 2 if it is East Asian Wide or Fullwidth (UAX #11)
/// or drawn as an emoji; one that shows nothing (a zero-width space, a bidi mark) counts 0.
int display_width(std::string_view utf8);

}  // namespace vina::icu
