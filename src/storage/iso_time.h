// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace vina {

/// ISO 8601 in UTC with milliseconds: "2026-11-22T20:00:00.123Z". For years from 0 to 9999, such texts sort as their
/// times do.
std::string to_iso_time(std::chrono::system_clock::time_point time);

/// Reads what to_iso_time() wrote; nothing for any other text.
std::optional<std::chrono::system_clock::time_point> from_iso_time(std::string_view text);

}  // namespace vina
