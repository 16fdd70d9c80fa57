// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vina::fake {

/// 21 -> "twenty-one", up to 999,999,999,999; English.
std::string number_in_words(std::uint64_t number);

/// A word as ElevenLabs' `normalized_alignment` has it: numbers written out ("3.5%" -> "three point five percent",
/// "2,000" -> "two thousand", "CO2" -> "CO two"), "&" as "and". Anything else stays.
std::string written_out(std::string_view word);

}  // namespace vina::fake
