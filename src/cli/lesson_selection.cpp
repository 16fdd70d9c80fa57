// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/lesson_selection.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/error.h"
#include "cli/option_values.h"
#include "storage/database/profile_hash.h"

namespace vina {
namespace {

std::optional<int> difficulty_of(const std::string& typed) {
  if (typed.empty()) return std::nullopt;
  const int difficulty = whole_number("--difficulty", typed);
  if (difficulty < 1 || difficulty > 5) {
    throw Error{ErrorKind::kInvalidOption, fmt::format("--difficulty is {}; give a number from 1 to 5", typed)};
  }
  return difficulty;
}

std::string profile_of(const std::string& typed_hash, const ViewerContext& viewer) {
  const int texts = !viewer.profession.empty() + !viewer.industry.empty() + !viewer.experience.empty();
  const std::string computed =
      texts == 3 ? profile_hash(viewer.profession, viewer.industry, viewer.experience) : std::string{};
  if (typed_hash.empty()) {
    if (texts == 1 || texts == 2) {
      throw Error{ErrorKind::kInvalidOption,
                  "a profile is found by all three of --profession, --industry and --experience, or by --profile-hash"};
    }
    return computed;
  }
  std::string hash = read_profile_hash(typed_hash);
  if (!computed.empty() && computed != hash) {
    throw Error{ErrorKind::kInvalidOption,
                fmt::format("--profile-hash is {}, but the hash of --profession, --industry and --experience is {}; "
                            "leave one of them out",
                            hash, computed)};
  }
  return hash;
}

}  // namespace

void declare_selection(CLI::App& command, SelectionArguments& arguments) {
  const auto add = [&command](const char* name, std::string& value, const char* type, const char* description) {
    command.add_option(name, value, description)->type_name(type);
  };
  add("--db", arguments.database, "URL",
      "The lessons' database: a SQLite file, or postgresql://...; default: VINA_DATABASE_URL");
  add("--course", arguments.course, "ID", "The lesson's course; default: any");
  add("--difficulty", arguments.difficulty, "1..5", "The lesson's difficulty");
  add("--profile-hash", arguments.profile_hash, "HEX",
      "The viewer's profile as the database names it; default: that of profession, industry and experience, else any");
  add("--adaptation", arguments.adaptation, "NAME", "The lesson's adaptation, such as examples; default: none");
}

bool is_typed(const SelectionArguments& arguments) {
  return !(arguments.database.empty() && arguments.course.empty() && arguments.difficulty.empty() &&
           arguments.profile_hash.empty() && arguments.adaptation.empty());
}

DatabaseAddress database_address(const SelectionArguments& arguments, const Environment& environment) {
  if (!arguments.database.empty()) return parse_database_url(arguments.database);
  if (!environment.database_url.empty()) return parse_database_url(environment.database_url);
  if (!environment.dotenv_fault.empty()) throw Error{ErrorKind::kInvalidOption, environment.dotenv_fault};
  throw Error{ErrorKind::kInvalidOption,
              "no database is named; give --db FILE (SQLite) or --db postgresql://..., or set VINA_DATABASE_URL"};
}

LessonQuery query_for_all(const std::string& lesson_id, const SelectionArguments& arguments,
                          const ViewerContext& viewer) {
  LessonQuery query{.lesson_id = lesson_id,
                    .course_id = arguments.course,
                    .difficulty = difficulty_of(arguments.difficulty),
                    .profile_hash = profile_of(arguments.profile_hash, viewer),
                    .adaptation = {}};
  if (!arguments.adaptation.empty()) query.adaptation = arguments.adaptation;
  return query;
}

LessonQuery query_for_one(const std::string& lesson_id, const SelectionArguments& arguments,
                          const ViewerContext& viewer) {
  LessonQuery query = query_for_all(lesson_id, arguments, viewer);
  if (!query.adaptation) query.adaptation = "";
  return query;
}

}  // namespace vina
