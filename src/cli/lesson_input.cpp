// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/lesson_input.h"

#include "cli/lesson_source.h"

namespace vina {

LessonReading read_lesson_input(const std::string& path, const Surroundings& surroundings, const Messages& messages) {
  LessonReading reading = read_lesson(read_lesson_text(path, surroundings.input, surroundings.stop));
  messages.warnings(reading.warnings);
  for (const Fault& fault : reading.faults) messages.error(lesson_source_name(path) + ": " + to_text(fault));
  return reading;
}

}  // namespace vina
