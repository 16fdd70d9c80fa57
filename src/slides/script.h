// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text_span.h"

namespace vina {

/// The code points of valid UTF-8.
std::vector<char32_t> code_points(std::string_view text);
std::string to_utf8(char32_t code_point);

/// The language that decides between regional forms of a text's glyphs: by its script, and `han_language` for Chinese
/// characters alone. "en" where it does not matter.
std::string language_of_script(std::string_view text, const std::string& han_language);

/// The language to read a lesson's Chinese characters in: Japanese if there is kana anywhere, Korean if there is
/// hangul, traditional Chinese if most characters that tell are traditional ones, else simplified Chinese.
std::string han_language_of(std::string_view all_texts);

/// Whether the letters of a text stand apart, so that the space between them may be changed: not in Arabic, whose
/// letters join, nor in the scripts of South Asia.
bool letters_stand_apart(std::string_view text);

/// A Japanese text with word joiners (U+2060) wherever a line break would part a phrase. Without a dictionary, phrases
/// are taken to end after punctuation, where hiragana gives way to another script, and behind a particle that follows
/// kanji or katakana.
std::string with_joined_phrases(std::string_view japanese);

/// The parts of a text that are web or mail addresses or file paths.
std::vector<TextSpan> addresses_in(std::string_view text);

}  // namespace vina
