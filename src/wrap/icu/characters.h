// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

/// What kind of character a code point is (UCD properties). All functions are pure and thread-safe.
namespace vina::icu {

/// White space at which a text may be cut into words; not the no-break spaces.
bool is_breaking_space(char32_t character);
/// Shows nothing by itself: white space of any kind, control and format characters, variation selectors, unassigned.
bool is_invisible(char32_t character);
/// General category P: "." "!" "(" "—" "%" "&".
bool is_punctuation(char32_t character);
/// Punctuation that belongs to what follows it (categories Ps and Pi): "(" "“" "「".
bool is_opening_punctuation(char32_t character);
/// Belongs to a script that is written without spaces between words: Han, kana, Thai, Lao, Khmer, Myanmar.
bool is_written_without_spaces(char32_t character);
/// An ideograph (Han): what Japanese calls kanji.
bool is_ideograph(char32_t character);

/// The character all cases of it are compared as (simple case folding): U'S' and U's' give U's'.
char32_t fold_case(char32_t character);

}  // namespace vina::icu
