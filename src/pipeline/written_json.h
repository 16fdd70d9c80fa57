// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace vina {

/// The text of a JSON document that people read too: two spaces of indent, a line feed at the end. Bytes that are not
/// UTF-8 become U+FFFD.
std::string written_json(const nlohmann::ordered_json& json);

/// The text, or null for the empty one, which stands for what is not there.
nlohmann::ordered_json null_if_empty(const std::string& text);

}  // namespace vina
