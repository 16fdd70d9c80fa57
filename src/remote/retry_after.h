// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "remote/http_message.h"

namespace vina {

/// How long the answer's headers ask us to wait, 0 or more: `retry-after-ms`, else `Retry-After` (RFC 9110, 10.2.3:
/// seconds or a date), else `X-RateLimit-Reset` (Unix seconds). A header that cannot be read counts as absent; a moment
/// that has passed is 0; what is longer than a year is a year.
std::optional<std::chrono::milliseconds> retry_after(const HttpResponse& response,
                                                     std::chrono::system_clock::time_point now);

/// The time from `now` to an HTTP date, 0 if it has passed; nothing if `text` is not a date.
std::optional<std::chrono::milliseconds> time_until_date(std::string_view text,
                                                         std::chrono::system_clock::time_point now);

/// "41", "0.5", "-3" as seconds, rounded up to a millisecond; nothing if `text` is not such a number.
std::optional<std::chrono::milliseconds> parse_seconds(std::string_view text);

}  // namespace vina
