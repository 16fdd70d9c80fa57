// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <string>

namespace vina {

/// "41 s", "2 min 5 s", "1 h 53 min", "3 d 4 h", for people: two units at most, rounded up; below a second "350 ms".
std::string in_words(std::chrono::milliseconds length);

/// The local time of day with its distance from UTC, "14:05 (UTC+01:00)" or "13:05 (UTC)", with the date in front
/// ("2026-11-23 00:10 (UTC+01:00)") where it is not the day of `now`.
std::string time_of_day(std::chrono::system_clock::time_point moment, std::chrono::system_clock::time_point now);

}  // namespace vina
