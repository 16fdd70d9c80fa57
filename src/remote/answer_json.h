// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <optional>
#include <string_view>

#include <nlohmann/json.hpp>

namespace vina {

/// The JSON of a vendor's answer. Nothing for a text that is no JSON, is nested more than 64 deep, or holds more than
/// 2,000,000 values; a text that is refused takes no memory but that of its longest string.
std::optional<nlohmann::json> parse_answer(std::string_view body);

}  // namespace vina
