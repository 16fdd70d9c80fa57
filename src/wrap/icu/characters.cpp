// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/icu/characters.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace vina::icu {
namespace {

UChar32 code_point(char32_t character) {
  return static_cast<UChar32>(character);
}

UScriptCode script_of(char32_t character) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(code_point(character), &status);
}

}  // namespace

bool is_breaking_space(char32_t character) {
  constexpr char32_t kNoBreakSpace = 0xA0;
  constexpr char32_t kFigureSpace = 0x2007;
  constexpr char32_t kNarrowNoBreakSpace = 0x202F;
  return u_isUWhiteSpace(code_point(character)) != 0 && character != kNoBreakSpace && character != kFigureSpace &&
         character != kNarrowNoBreakSpace;
}

bool is_invisible(char32_t character) {
  if (u_isUWhiteSpace(code_point(character)) != 0) return true;
  if (u_hasBinaryProperty(code_point(character), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0) return true;
  switch (u_charType(code_point(character))) {
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_UNASSIGNED:
    case U_SURROGATE:
      return true;
    default:
      return false;
  }
}

bool is_punctuation(char32_t character) {
  return u_ispunct(code_point(character)) != 0;
}

bool is_opening_punctuation(char32_t character) {
  const auto type = u_charType(code_point(character));
  return type == U_START_PUNCTUATION || type == U_INITIAL_PUNCTUATION;
}

bool is_written_without_spaces(char32_t character) {
  switch (script_of(character)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return true;
    default:
      return false;
  }
}

bool is_ideograph(char32_t character) {
  return script_of(character) == USCRIPT_HAN;
}

char32_t fold_case(char32_t character) {
  return static_cast<char32_t>(u_foldCase(code_point(character), U_FOLD_CASE_DEFAULT));
}

}  // namespace vina::icu
