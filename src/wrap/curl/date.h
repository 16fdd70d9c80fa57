// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace vina::curl {

/// A date as HTTP headers have it (RFC 9110, 5.6.7, in all its three forms); nothing for anything else.
std::optional<std::chrono::system_clock::time_point> parse_date(const std::string& text);

}  // namespace vina::curl
