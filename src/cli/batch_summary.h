// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <vector>

#include "pipeline/batch.h"

namespace vina {

/// One JSON object and a line end, as written to standard output and batch.json; docs/batch.md lists the members. Bytes
/// that are not UTF-8 become U+FFFD.
std::string to_json(const BatchSummary& summary);

/// For people: the counts, what was paid and saved. One line each, without line ends.
std::vector<std::string> to_lines(const BatchSummary& summary);

/// Why lessons have no video: "l03.json: /slides/0/title: is missing". One line for each fault of those that failed;
/// those that were not begun share a line where they share the reason, and of many only the first are named.
std::vector<std::string> shortcomings(const BatchSummary& summary);

}  // namespace vina
