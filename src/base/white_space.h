// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <string_view>

namespace vina {

/// The text without Unicode's white space (property White_Space) and without U+200B and U+FEFF, at which lines break
/// too. Captions and the talks they come from are compared so. Bytes that are not UTF-8 are kept.
std::string without_white_space(std::string_view utf8);

}  // namespace vina
