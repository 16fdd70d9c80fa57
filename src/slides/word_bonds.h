// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text_span.h"

namespace vina {

/// The places of valid UTF-8 at which a line may end but should not, in order: white space behind a short numeral or a
/// fraction ("½ dose", "3.5 words"; not "In 1990 we"), white space or nothing before a dash that parts two words, and
/// nothing behind the dash of a range of numbers ("5–10").
std::vector<TextSpan> bonds_in(std::string_view text);

/// The text with no-break spaces for the white space of `bonds`, and word joiners (U+2060) for those that are empty.
std::string with_bonds(std::string_view text, const std::vector<TextSpan>& bonds);

}  // namespace vina
