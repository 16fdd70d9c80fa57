// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace vina {

/// The value of an option as it was typed, turned into what it means. All throw Error (kInvalidOption) in one form:
/// "--rate is 'fast'; give a whole number". None depends on the locale.

/// A whole number, as in "-16" or "160".
int whole_number(std::string_view option, std::string_view value);

/// A decimal number, as in "-14.5". `cure` ends the message.
double decimal_number(std::string_view option, std::string_view value,
                      std::string_view cure = "give a number such as -14.5");

/// A number from 0 to 1.
double fraction(std::string_view option, std::string_view value);

/// A whole number from 0 to 4294967295.
std::uint32_t seed(std::string_view option, std::string_view value);

/// A number of seconds with at most three decimals, as in "2" or "0.5", in milliseconds; exact.
std::int64_t seconds_as_milliseconds(std::string_view option, std::string_view value);

/// The position of the value among the choices.
std::size_t choice(std::string_view option, std::string_view value, std::initializer_list<std::string_view> choices);

}  // namespace vina
