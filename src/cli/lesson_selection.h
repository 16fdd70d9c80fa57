// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

#include "cli/environment.h"
#include "images/google/image_prompt.h"
#include "storage/database/database_address.h"
#include "storage/database/lesson_row.h"

namespace CLI {
class App;
}  // namespace CLI

namespace vina {

/// Which database, and which rows of it, as they were typed; empty: not typed.
struct SelectionArguments {
  std::string database;
  std::string course;
  std::string difficulty;
  std::string profile_hash;
  std::string adaptation;
};

void declare_selection(CLI::App& command, SelectionArguments& arguments);
bool is_typed(const SelectionArguments& arguments);

/// Of `--db`, else VINA_DATABASE_URL. Throws Error (kInvalidOption) where neither names one.
DatabaseAddress database_address(const SelectionArguments& arguments, const Environment& environment);

/// The rows that were meant; what was not typed is left open. A profile is named by its hash, or by all three of
/// `viewer`'s texts. Throws Error (kInvalidOption): a value out of its range, a profile of one or two texts, or a hash
/// that is not that of the three.
LessonQuery query_for_all(const std::string& lesson_id, const SelectionArguments& arguments,
                          const ViewerContext& viewer);

/// The same for one lesson: without --adaptation a row that has none.
LessonQuery query_for_one(const std::string& lesson_id, const SelectionArguments& arguments,
                          const ViewerContext& viewer);

}  // namespace vina
