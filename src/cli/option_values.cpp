// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/option_values.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.h"

namespace vina {
namespace {

[[noreturn]] void reject(std::string_view option, std::string_view value, std::string_view cure) {
  throw Error{ErrorKind::kInvalidOption, fmt::format("{} is '{}'; {}", option, value, cure)};
}

template <typename Number>
bool parse(std::string_view text, Number& number) {
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  return fault == std::errc{} && end == text.data() + text.size();
}

}  // namespace

int whole_number(std::string_view option, std::string_view value) {
  int number = 0;
  if (!parse(value, number)) reject(option, value, "give a whole number");
  return number;
}

double decimal_number(std::string_view option, std::string_view value, std::string_view cure) {
  double number = 0.0;
  if (!parse(value, number) || !std::isfinite(number)) reject(option, value, cure);
  return number;
}

double fraction(std::string_view option, std::string_view value) {
  constexpr std::string_view kCure = "give a number from 0 to 1";
  const double number = decimal_number(option, value, kCure);
  if (number < 0 || number > 1) reject(option, value, kCure);
  return number;
}

std::uint32_t seed(std::string_view option, std::string_view value) {
  std::uint32_t number = 0;
  if (!parse(value, number)) reject(option, value, "give a whole number from 0 to 4294967295");
  return number;
}

std::int64_t seconds_as_milliseconds(std::string_view option, std::string_view value) {
  const std::size_t point = std::min(value.find('.'), value.size());
  std::string decimals{value.substr(std::min(point + 1, value.size()))};
  const bool only_digits = value.find_first_not_of("0123456789.") == std::string_view::npos;
  if (!only_digits || decimals.size() > 3 || (point < value.size() && decimals.empty())) {
    reject(option, value, "give seconds with at most three decimals, such as 5 or 0.5");
  }
  decimals.resize(3, '0');
  int seconds = 0;
  int thousandths = 0;
  if (!parse(value.substr(0, point), seconds) || !parse(std::string_view{decimals}, thousandths)) {
    reject(option, value, "give seconds with at most three decimals, such as 5 or 0.5");
  }
  return std::int64_t{seconds} * 1000 + thousandths;
}

std::size_t choice(std::string_view option, std::string_view value, std::initializer_list<std::string_view> choices) {
  const auto* found = std::find(choices.begin(), choices.end(), value);
  if (found == choices.end()) {
    const auto* last = std::prev(choices.end());
    const std::string others = fmt::format("{}", fmt::join(choices.begin(), last, ", "));
    reject(option, value, fmt::format("choose {} or {}", others, *last));
  }
  return static_cast<std::size_t>(found - choices.begin());
}

}  // namespace vina
