// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/retry_after.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "wrap/curl/date.h"

namespace vina {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kYear = std::chrono::hours{24 * 365};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// A decimal number times `factor`, rounded away from zero; numbers too large for the type become the largest.
std::optional<std::int64_t> scaled_number(std::string_view text, std::int64_t factor) {
  static constexpr std::int64_t kLargest = std::int64_t{1} << 52U;
  text = trimmed(text);
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  std::int64_t value = 0;
  for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1)) {
    value = std::min(kLargest, value * 10 + (text.front() - '0') * factor);
  }
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    bool is_rest_zero = true;
    for (std::int64_t weight = factor; !text.empty() && is_digit(text.front()); text.remove_prefix(1)) {
      const std::int64_t part = (text.front() - '0') * weight;
      weight /= 10;
      value += part / 10;
      is_rest_zero = is_rest_zero && part % 10 == 0 && (weight > 0 || text.front() == '0');
    }
    if (!is_rest_zero) ++value;
  }
  if (!text.empty()) return std::nullopt;
  return is_negative ? -value : value;
}

std::optional<milliseconds> wait_of(std::optional<std::int64_t> count) {
  if (!count) return std::nullopt;
  return milliseconds{std::clamp<std::int64_t>(*count, 0, kYear.count())};
}

}  // namespace

std::optional<milliseconds> parse_seconds(std::string_view text) {
  const auto count = scaled_number(text, 1000);
  if (!count) return std::nullopt;
  return milliseconds{std::clamp(*count, -kYear.count(), kYear.count())};
}

std::optional<milliseconds> time_until_date(std::string_view text, std::chrono::system_clock::time_point now) {
  const auto moment = curl::parse_date(std::string{trimmed(text)});
  if (!moment) return std::nullopt;
  return std::clamp(std::chrono::ceil<milliseconds>(*moment - now), milliseconds{0}, kYear);
}

std::optional<milliseconds> retry_after(const HttpResponse& response, std::chrono::system_clock::time_point now) {
  if (const auto text = response.header("retry-after-ms")) {
    if (const auto wait = wait_of(scaled_number(*text, 1))) return wait;
  }
  if (const auto text = response.header("Retry-After")) {
    if (const auto wait = wait_of(scaled_number(*text, 1000))) return wait;
    if (const auto wait = time_until_date(*text, now)) return wait;
  }
  if (const auto text = response.header("X-RateLimit-Reset")) {
    if (const auto moment = scaled_number(*text, 1000)) {
      return wait_of(*moment - std::chrono::ceil<milliseconds>(now.time_since_epoch()).count());
    }
  }
  return std::nullopt;
}

}  // namespace vina
