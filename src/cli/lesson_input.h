// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/messages.h"
#include "cli/surroundings.h"
#include "lesson/lesson_reader.h"

namespace vina {

/// Checks a lesson's JSON and writes one line for each warning, and for each fault one that begins with `name`.
LessonReading check_lesson(std::string_view json, const std::string& name, const Messages& messages);

/// Reads and checks the lesson at `path` ("-": standard input) and writes one line for each warning and each fault.
/// Throws Error where there is nothing to check.
LessonReading read_lesson_input(const std::string& path, const Surroundings& surroundings, const Messages& messages);

}  // namespace vina
