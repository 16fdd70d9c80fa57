// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "lesson/text_rule.h"

#include <fmt/format.h>

#include <optional>

#include "wrap/icu/segments.h"
#include "wrap/icu/utf8.h"

namespace vina {
namespace {

/// The Unicode property White_Space, which is closed for additions in practice.
bool is_white_space(char32_t character) {
  return (character >= 0x09 && character <= 0x0D) || character == 0x20 || character == 0x85 || character == 0xA0 ||
         character == 0x1680 || (character >= 0x2000 && character <= 0x200A) || character == 0x2028 ||
         character == 0x2029 || character == 0x202F || character == 0x205F || character == 0x3000;
}

/// Also what only looks like nothing: a zero-width space, a word joiner, a byte order mark in the middle of a file.
bool is_trimmed(char32_t character) {
  return is_white_space(character) || character == 0x200B || character == 0x2060 || character == 0xFEFF;
}

/// Line ends and tabs, which have no place in a line of text but mean a space.
bool is_layout(char32_t character) {
  return (character >= 0x09 && character <= 0x0D) || character == 0x85 || character == 0x2028 || character == 0x2029;
}

bool is_control(char32_t character) {
  return character < 0x20 || (character >= 0x7F && character < 0xA0);
}

std::string_view trimmed(std::string_view text) {
  std::size_t begin = text.size();
  std::size_t end = 0;
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t start = position;
    if (is_trimmed(icu::next_character(text, position).value_or(U'\uFFFD'))) continue;
    if (begin == text.size()) begin = start;
    end = position;
  }
  return end == 0 ? std::string_view{} : text.substr(begin, end - begin);
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t position = 0; position < text.size(); ++count) icu::next_character(text, position);
  return count;
}

struct CleanText {
  std::string text;
  std::optional<char32_t> control;  ///< the first control character, which was left out of the text
  bool turns_direction = false;
  bool damaged = false;
};

CleanText clean(std::string_view text) {
  constexpr char32_t kLeftToRightOverride = 0x202D;
  constexpr char32_t kRightToLeftOverride = 0x202E;
  CleanText result;
  result.text.reserve(text.size());
  char32_t previous = 0;
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t start = position;
    const char32_t character = icu::next_character(text, position).value_or(U'\uFFFD');
    if (is_layout(character)) {
      const bool ends_same_line = character == U'\n' && previous == U'\r';
      if (!ends_same_line) result.text += ' ';
    } else if (is_control(character)) {
      if (!result.control) result.control = character;
    } else {
      result.text += text.substr(start, position - start);
    }
    result.turns_direction |= character == kLeftToRightOverride || character == kRightToLeftOverride;
    result.damaged |= character == U'\uFFFD';
    previous = character;
  }
  return result;
}

bool shows_something(std::string_view text) {
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t start = position;
    const char32_t character = icu::next_character(text, position).value_or(U'\uFFFD');
    if (!is_white_space(character) && icu::display_width(text.substr(start, position - start)) > 0) return true;
  }
  return false;
}

std::string emptiness(std::string_view original, std::string_view text, const TextRule& rule) {
  if (rule.content == TextRule::Content::kAny) return {};
  if (original.empty()) return fmt::format("is empty; write 1 to {} characters", rule.max_characters);
  if (!shows_something(text)) {
    return fmt::format("is made of white space only; write 1 to {} characters", rule.max_characters);
  }
  if (rule.content == TextRule::Content::kSpoken && icu::words(text, "").empty()) {
    return fmt::format("has no word that could be spoken ({}); write what the voice should say", in_quotes(text));
  }
  return {};
}

std::string excess(const CleanText& result, std::size_t code_points, const TextRule& rule) {
  const std::size_t characters = icu::count_graphemes(result.text);
  if (characters > rule.max_characters) {
    return fmt::format("has {} characters; at most {} are allowed, shorten it by {}", characters, rule.max_characters,
                       characters - rule.max_characters);
  }
  const std::size_t most = rule.max_characters * kCodePointsPerCharacter;
  if (code_points > most) {
    return fmt::format("is written with {} code points; at most {} are allowed, remove stacked accents or white space",
                       code_points, most);
  }
  return {};
}

}  // namespace

std::string read_text(std::string_view text, const TextRule& rule, const std::string& pointer, Findings& findings) {
  CleanText result = clean(trimmed(text));
  if (result.control) {
    findings.fault(pointer, fmt::format("contains the control character U+{:04X}; remove it",
                                        static_cast<unsigned>(*result.control)));
    return result.text;
  }
  std::string fault = emptiness(text, result.text, rule);
  if (fault.empty()) fault = excess(result, count_code_points(text), rule);
  if (!fault.empty()) findings.fault(pointer, std::move(fault));
  if (result.turns_direction) {
    findings.warn(pointer,
                  "contains a direction override (U+202D or U+202E), which shows letters in another order than "
                  "they are spoken; remove it");
  }
  if (result.damaged) {
    findings.warn(pointer,
                  "contains U+FFFD, which stands for a character lost in an earlier conversion; write it again");
  }
  return std::move(result.text);
}

}  // namespace vina
