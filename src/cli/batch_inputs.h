// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/batch_manifest.h"
#include "cli/surroundings.h"

namespace vina {

/// A lesson that was asked for, and where.
struct BatchEntry {
  std::string place;             ///< "manifest.jsonl:3", "lesson.json"
  std::filesystem::path folder;  ///< that relative paths of `line` start from; empty: the current one
  ManifestLine line;
  std::string fault;  ///< what is wrong with a line of a manifest, which has nothing else then
};

/// Reads what was named on the command line: a manifest (a file that ends in .jsonl or .ndjson, or "-" for standard
/// input), a folder (its .json files but for reports and summaries of vina, in the order of their names), or a lesson.
/// Throws Error (kInvalidOption) for what is not there, cannot be read, or has no lesson; kCancelled.
std::vector<BatchEntry> read_batch_inputs(const std::vector<std::string>& inputs, const Surroundings& surroundings);

}  // namespace vina
