// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace vina::icu {

/// The character (code point) that starts at byte `position`, which must be inside `utf8`, and moves `position` behind
/// it. Nothing if the bytes there are not UTF-8; `position` then moves to where the next character may start.
/// Thread-safe.
std::optional<char32_t> next_character(std::string_view utf8, std::size_t& position);

/// Where the first byte sequence starts that is not UTF-8 (RFC 3629: no surrogates, no overlong forms, nothing above
/// U+10FFFF), in bytes; nothing if all of `utf8` is valid. Thread-safe.
std::optional<std::size_t> first_invalid_utf8(std::string_view utf8);

bool is_valid_utf8(std::string_view utf8);

}  // namespace vina::icu
