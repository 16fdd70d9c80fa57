// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vina {

/// "line 3, column 14": where byte `position` of `text` stands. Lines and columns count from 1, columns in characters.
std::string line_and_column(std::string_view text, std::size_t position);

/// Why `text` is not JSON, in plain words: "line 3, column 14: expected ',' or '}' after a value, found \"x\"; ...".
/// `bytes_read` and `reason` are what nlohmann::json's parser says about its failure.
std::string describe_syntax_error(std::string_view text, std::size_t bytes_read, std::string_view reason);

}  // namespace vina
