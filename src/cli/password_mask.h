// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <string_view>

namespace vina {

/// The text with "***" for each password of a PostgreSQL URL in it, also where the URL stands in the wrong place or its
/// password is not percent-encoded: what looks like one is hidden rather than told.
std::string without_passwords(std::string_view text);

/// Writes asterisks over such passwords in a C string. For the program's own arguments, which everybody who lists the
/// computer's processes can read.
void erase_passwords(char* text);

}  // namespace vina
