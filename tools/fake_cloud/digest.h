// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vina::fake {

/// Lower-case hexadecimal digests of the bytes given (OpenSSL).
std::string sha1_hex(std::string_view bytes);
std::string sha256_hex(std::string_view bytes);
std::string md5_hex(std::string_view bytes);

/// Standard alphabet, with padding.
std::string base64(std::string_view bytes);
/// Standard or URL-safe alphabet, padded; nothing where the text is not base64.
std::optional<std::string> from_base64(std::string_view text);

/// A number that depends on the text alone: the same on every machine (the first 64 bits of its SHA-256).
std::uint64_t fingerprint(std::string_view text);

}  // namespace vina::fake
