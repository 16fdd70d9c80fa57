// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <string_view>

namespace vina {

/// How many bytes must be added, dropped or changed to make `a` of `b` (Levenshtein): for "did you mean".
std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace vina
