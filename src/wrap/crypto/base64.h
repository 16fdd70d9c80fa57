// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vina::crypto {

/// RFC 4648, the standard alphabet with padding, in one line.
std::string base64_encode(std::string_view bytes);

/// The bytes; nothing if `text` is not base64. Takes the standard and the URL-safe alphabet, with padding or without;
/// no white space.
std::optional<std::string> base64_decode(std::string_view text);

}  // namespace vina::crypto
