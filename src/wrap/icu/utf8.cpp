// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/icu/utf8.h"

#include <unicode/utf8.h>

namespace vina::icu {

std::optional<char32_t> next_character(std::string_view utf8, std::size_t& position) {
  const char* bytes = utf8.data();
  const std::size_t length = utf8.size();
  UChar32 character = 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
  U8_NEXT(bytes, position, length, character);  // a macro of ICU whose conversions are its own
#pragma GCC diagnostic pop
  if (character < 0) return std::nullopt;
  return static_cast<char32_t>(character);
}

std::optional<std::size_t> first_invalid_utf8(std::string_view utf8) {
  for (std::size_t position = 0; position < utf8.size();) {
    const std::size_t start = position;
    if (!next_character(utf8, position)) return start;
  }
  return std::nullopt;
}

bool is_valid_utf8(std::string_view utf8) {
  return !first_invalid_utf8(utf8);
}

}  // namespace vina::icu
