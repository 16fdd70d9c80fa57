// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace vina::crypto {

/// Two lower-case digits a byte.
inline std::string hex(std::span<const unsigned char> bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string digits;
  digits.reserve(bytes.size() * 2);
  for (const unsigned char byte : bytes) digits += {kDigits[byte >> 4U], kDigits[byte & 15U]};
  return digits;
}

}  // namespace vina::crypto
