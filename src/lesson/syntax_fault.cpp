// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "lesson/syntax_fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "lesson/findings.h"
#include "wrap/icu/segments.h"
#include "wrap/icu/utf8.h"

namespace vina {
namespace {

constexpr std::string_view kWhiteSpace = " \t\r\n";
constexpr std::string_view kPunctuation = "{}[],:";

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool is_delimiter(char byte) {
  return kPunctuation.find(byte) != std::string_view::npos || byte == '"';
}

/// The opening quote of the string that ends, or is broken, at `position`.
std::size_t string_start(std::string_view text, std::size_t position) {
  for (std::size_t i = position; i-- > 0;) {
    if (text[i] != '"') continue;
    const std::size_t unescaped_from = text.substr(0, i).find_last_not_of('\\');
    const std::size_t backslashes = i - (unescaped_from == std::string_view::npos ? 0 : unescaped_from + 1);
    if (backslashes % 2 == 0) return i;
  }
  return position;
}

/// The first byte of the token the parser stopped at, whose last byte read is at `position`.
std::size_t token_start(std::string_view text, std::size_t position, std::string_view reason) {
  const bool is_broken_word = contains(reason, "invalid literal") || contains(reason, "invalid number");
  const bool reads_too_far = contains(kWhiteSpace, text.substr(position, 1)) || is_delimiter(text[position]);
  // The byte that shows a word or number to be broken may be the one after it.
  if (is_broken_word && reads_too_far && position > 0 && !is_delimiter(text[position - 1])) --position;
  if (text[position] == '"') return string_start(text, position);
  if (is_delimiter(text[position])) return position;
  const std::size_t before = text.substr(0, position).find_last_of(" \t\r\n{}[],:\"");
  return before == std::string_view::npos ? 0 : before + 1;
}

/// The token at `start` as a message shows it.
std::string token_text(std::string_view text, std::size_t start) {
  if (text[start] == '"') return "a text";
  if (contains(kPunctuation, text.substr(start, 1))) return fmt::format("'{}'", text[start]);
  const std::size_t end = std::min(text.find_first_of(" \t\r\n{}[],:\"", start), text.size());
  return in_quotes(text.substr(start, end - start));
}

std::string expectation(std::string_view reason) {
  if (contains(reason, "while parsing object key")) return "a field name in double quotes";
  if (contains(reason, "while parsing object separator")) return "':' after the field name";
  if (contains(reason, "while parsing object")) return "',' or '}' after a field's value";
  if (contains(reason, "while parsing array")) return "',' or ']' after a list's value";
  if (contains(reason, "; expected end of input")) return "nothing after the end of the lesson";
  return "a value: a text in double quotes, a number, true, false, null, [...] or {...}";
}

struct Cure {
  std::string_view beginning;
  std::string_view advice;
};

/// What people and language models write in place of JSON.
constexpr std::array kCures{
    Cure{"```", "; remove the ``` lines around the JSON"},
    Cure{"//", "; JSON has no comments, remove it"},
    Cure{"/*", "; JSON has no comments, remove it"},
    Cure{"#", "; JSON has no comments, remove it"},
    Cure{"'", "; JSON wants double quotes"},
    Cure{"“", "; use straight double quotes"},
    Cure{"”", "; use straight double quotes"},
    Cure{"True", "; write it in small letters"},
    Cure{"False", "; write it in small letters"},
    Cure{"None", "; write null"},
    Cure{"undefined", "; write null"},
    Cure{"NaN", "; JSON has no such number"},
    Cure{"Infinity", "; JSON has no such number"},
    Cure{"<", "; this looks like HTML or XML"},
};

std::string_view cure(std::string_view text, std::size_t start) {
  const std::string_view rest = text.substr(start);
  const bool follows_quote = start > 0 && text[start - 1] == '"';
  if (follows_quote && !is_delimiter(rest.front())) return "; a quote inside a text is written \\\"";
  const bool leading_zero = rest.size() > 1 && rest[0] == '0' && rest[1] >= '0' && rest[1] <= '9';
  if (leading_zero) return "; a number does not begin with 0";
  for (const Cure& known : kCures) {
    if (rest.starts_with(known.beginning)) return known.advice;
  }
  if (rest.starts_with('}') || rest.starts_with(']')) {
    const std::size_t before = text.substr(0, start).find_last_not_of(kWhiteSpace);
    if (before != std::string_view::npos && text[before] == ',') return "; remove the comma before it";
  }
  return {};
}

/// What is wrong inside a string, or nothing if the fault lies elsewhere.
std::optional<std::string> string_fault(std::string_view reason) {
  if (!contains(reason, "invalid string")) return std::nullopt;
  if (contains(reason, "missing closing quote")) return "this text has no closing quote before the document ends";
  if (contains(reason, "U+000A") || contains(reason, "U+000D")) {
    return "a text may not contain a line break; close its quotes on the same line, or write \\n";
  }
  if (contains(reason, "U+0009")) return "a text may not contain a tab; write \\t or a space";
  if (contains(reason, "control character")) return "a text may not contain a control character; remove it";
  if (contains(reason, "surrogate")) return "a \\u escape for half a character; write both halves or the character";
  if (contains(reason, "hex digits")) return "\\u must be followed by four hexadecimal digits";
  if (contains(reason, "backslash")) return "unknown escape; after \\ only \" \\ / b f n r t u are known";
  return "this text is not written as JSON wants it";
}

std::string describe_number(std::string_view text, std::size_t start) {
  return token_text(text, start) + " is not a number as JSON writes it";
}

}  // namespace

std::string line_and_column(std::string_view text, std::size_t position) {
  const std::string_view before = text.substr(0, position);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return fmt::format("line {}, column {}", line, icu::count_graphemes(before.substr(line_start)) + 1);
}

std::string describe_syntax_error(std::string_view text, std::size_t bytes_read, std::string_view reason) {
  const std::size_t last = bytes_read == 0 ? 0 : bytes_read - 1;
  const auto at = [&](std::size_t position) { return line_and_column(text, position) + ": "; };
  if (const std::optional<std::string> fault = string_fault(reason)) {
    const bool unclosed = contains(reason, "missing closing quote");
    return at(unclosed ? string_start(text, text.size()) : std::min(last, text.size())) + *fault;
  }
  if (last >= text.size() || contains(reason, "unexpected end of input")) {
    return at(text.size()) + "the document ends too early, expected " + expectation(reason);
  }
  const std::size_t start = token_start(text, last, reason);
  if (contains(reason, "invalid number")) return at(start) + describe_number(text, start);
  const bool is_first = text.substr(0, start).find_first_not_of(kWhiteSpace) == std::string_view::npos;
  return at(start) + "expected " + (is_first ? "an object {...}" : expectation(reason)) + ", found " +
         token_text(text, start) + std::string{cure(text, start)};
}

}  // namespace vina
