// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/messages.h"
#include "cli/render_command.h"
#include "cli/surroundings.h"
#include "pipeline/batch.h"
#include "storage/database/database_address.h"

namespace vina {

/// `vina batch` as it was typed.
struct BatchArguments {
  std::vector<std::string> inputs;  ///< manifests (.jsonl, .ndjson, "-"), folders and lesson files
  std::string output;               ///< the folder
  std::string jobs = "1";
  std::string again;
  /// What holds for all lessons; `lesson` and `output` are empty. Without inputs `lesson_id` and `selection` say which
  /// rows of the database are meant.
  RenderArguments render;
};

/// The names of a batch's own files in its folder.
inline constexpr const char* kBatchSummaryFile = "batch.json";
inline constexpr const char* kBatchJournalFile = "batch.journal.jsonl";

/// What a batch is to do, or everything that keeps it from beginning.
struct BatchPlan {
  std::vector<BatchLesson> lessons;
  std::vector<std::string> faults;          ///< one line each, with the manifest and its line in front
  std::optional<DatabaseAddress> database;  ///< where some of the lessons come from
};

/// Finds the lessons and checks their options, names and files, all of them before anything is written. Two lessons
/// that would write the same file, or be published under the same name, are a fault, as is a lesson that would be
/// written over. Throws Error: kInvalidOption for an input that cannot be read, or options that are wrong for all;
/// kCancelled.
BatchPlan plan_batch(const BatchArguments& arguments, const Surroundings& surroundings, const Messages& messages);

/// Makes the folders, and decides where each lesson's report goes. Throws Error (kStorage).
void prepare_outputs(const BatchArguments& arguments, std::vector<BatchLesson>& lessons);

}  // namespace vina
