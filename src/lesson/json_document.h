// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string_view>

#include "lesson/findings.h"

namespace vina {

/// Parses a lesson document within the limits of lesson_reader.h: size, depth, UTF-8, one field of a name an object.
/// A byte order mark in front is skipped. Returns nothing, with a fault in `findings`, where there is no document to
/// look at; a document with a repeated field comes back with its first value, so that its other faults show as well.
std::optional<nlohmann::json> parse_document(std::string_view text, Findings& findings);

}  // namespace vina
