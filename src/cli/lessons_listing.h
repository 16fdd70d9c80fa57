// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <vector>

#include "storage/database/lesson_row.h"

namespace vina {

/// What `vina lessons` shows. Texts from the database are shown without control characters in tables.
std::string to_table(const std::vector<LessonRow>& rows);
std::string to_json(const std::vector<LessonRow>& rows);
/// One row, a line a column, with the lesson's title and size as far as its JSON can be read.
std::string to_text(const StoredLesson& lesson);
std::string to_json(const StoredLesson& lesson);

}  // namespace vina
