// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vina {

inline constexpr std::size_t kProfileHashDigits = 7;

/// The name of a viewer's profile in `lesson_cache`: the first 7 hex digits of the MD5 of
/// "profession:industry:experience_level", in lower case.
std::string profile_hash(std::string_view profession, std::string_view industry, std::string_view experience);

/// A hash as it was typed, in lower case. Throws Error (kInvalidOption) unless it has 7 hex digits.
std::string read_profile_hash(std::string_view typed);

}  // namespace vina
