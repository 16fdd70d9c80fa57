// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <string_view>

namespace vina {

/// What a word does in a sentence, as far as a list can tell: a set of bits.
enum WordRole : unsigned {
  kNoRole = 0,
  kDeterminer = 1U << 0U,   ///< article, possessive, demonstrative, quantity: belongs to the noun after it
  kPreposition = 1U << 1U,  ///< belongs to the phrase after it
  kWeakLink = 1U << 2U,     ///< a preposition that ties two nouns ("of"): a poor place to break before
  kConjunction = 1U << 3U,  ///< starts a clause or the last part of a list
  kAuxiliary = 1U << 4U,    ///< belongs to the verb after it, as do negations
  kPronoun = 1U << 5U,      ///< subject of the verb after it
  kIntensifier = 1U << 6U,  ///< belongs to the adjective or adverb after it ("very", "more")
  kAdjective = 1U << 7U,    ///< mostly stands before its noun
  kTitle = 1U << 8U,        ///< belongs to the name after it ("Dr.")
  kUnit = 1U << 9U,         ///< belongs to the number before it
  kNumberWord = 1U << 10U,  ///< belongs to the noun after it
  kObject = 1U << 12U,      ///< may belong to the verb before it ("ask it.")
  kRelative = 1U << 11U,    ///< starts a clause as conjunctions do, also behind a preposition ("of which")
};

/// The roles of `word`, bare of punctuation but for the full stop of an abbreviation, in any case; kNoRole for words
/// that are not in a list and for languages without lists. `language` is a primary subtag in lower case ("en").
/// Thread-safe.
unsigned roles_of(std::string_view word, std::string_view language);

/// ASCII and Latin-1 capitals made small; everything else as it is.
std::string lower_case(std::string_view utf8);

}  // namespace vina
