// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/vendor_text.h"

#include "wrap/icu/characters.h"
#include "wrap/icu/utf8.h"

namespace vina {
namespace {

constexpr std::string_view kEllipsis = "…";

}  // namespace

std::string plain_line(std::string_view text, std::size_t most_bytes) {
  std::string line;
  bool space_due = false;
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t start = position;
    const std::optional<char32_t> character = icu::next_character(text, position);
    if (character && (icu::is_invisible(*character) || icu::is_breaking_space(*character))) {
      space_due = !line.empty();
      continue;
    }
    const std::string_view shown = character ? text.substr(start, position - start) : "?";
    if (line.size() + (space_due ? 1 : 0) + shown.size() + kEllipsis.size() > most_bytes) {
      return line.append(kEllipsis);
    }
    if (space_due) line += ' ';
    space_due = false;
    line += shown;
  }
  return line;
}

}  // namespace vina
