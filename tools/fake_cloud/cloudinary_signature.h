// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace vina::fake {

/// What Cloudinary signs: "a=1&b=2", sorted by name, without empty values. With version 2 an '&' inside of a pair is
/// "%26"; version 1 leaves it. `parameters` are those that are signed, and no others.
std::string string_to_sign(const std::map<std::string, std::string>& parameters, int version);

/// Lower-case hexadecimal SHA-1 of text + secret; SHA-256 where the algorithm is "sha256".
std::string cloudinary_signature(std::string_view text, std::string_view secret, std::string_view algorithm);

}  // namespace vina::fake
