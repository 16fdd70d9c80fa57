// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vina {

inline constexpr std::size_t kLongestVendorQuote = 200;

/// A vendor's own words, fit for one line of a message: valid UTF-8, runs of white space and control characters as one
/// space, at most `most_bytes`, with "…" where it was cut.
std::string plain_line(std::string_view text, std::size_t most_bytes = kLongestVendorQuote);

}  // namespace vina
