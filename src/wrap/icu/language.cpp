// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/icu/language.h"

#include <unicode/uloc.h>

namespace vina::icu {

std::string three_letter_language(const std::string& bcp47) {
  // Without a tag ICU would answer with the language of the computer.
  return bcp47.empty() ? "" : uloc_getISO3Language(bcp47.c_str());
}

}  // namespace vina::icu
