// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

#include "storage/database/lesson_row.h"
#include "wrap/soci/connection.h"

namespace vina {

/// The query with the course taken out of the lesson's id. Throws Error (kInvalidOption) where the id names another
/// course than `course_id` does.
LessonQuery with_course_apart(LessonQuery query);

/// A query for lesson_cache as SQL: what stands after WHERE, and its parameters.
struct Condition {
  std::string where;
  sql::Row parameters;
};

/// `query` has its course apart. An id matches with or without a course in front of it in the table, and where no
/// course is named, with any.
Condition condition_of(const LessonQuery& query);

/// In how many of difficulty, course, profile and adaptation the row is not what was asked for.
int mismatches(const LessonQuery& query, const LessonRow& row);

/// "c1:l01", whether or not `lesson` has the course in front; without a course "l01".
std::string full_lesson_id(const std::string& course, const std::string& lesson);

/// "c1:l01, difficulty 3, profile 1a2b3c4, adaptation examples" (or "no adaptation").
std::string description_of(const LessonRow& row);
/// The same of what was asked for; what is left open is left out.
std::string description_of(const LessonQuery& query);

}  // namespace vina
