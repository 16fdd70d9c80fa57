// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <optional>
#include <string>

#include "cli/messages.h"
#include "cli/surroundings.h"
#include "lesson/lesson_reader.h"

namespace vina {

/// Reads and checks the lesson at `path` ("-": standard input) and writes one line for each warning and each fault.
/// Throws Error where there is nothing to check.
LessonReading read_lesson_input(const std::string& path, const Surroundings& surroundings, const Messages& messages);

}  // namespace vina
