// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/lesson_input.h"

#include "cli/lesson_source.h"

namespace vina {

LessonReading check_lesson(std::string_view json, const std::string& name, const Messages& messages) {
  LessonReading reading = read_lesson(json);
  messages.warnings(reading.warnings);
  for (const Fault& fault : reading.faults) messages.error(name + ": " + to_text(fault));
  return reading;
}

LessonReading read_lesson_input(const std::string& path, const Surroundings& surroundings, const Messages& messages) {
  const std::string text = read_lesson_text(path, surroundings.input, surroundings.stop);
  return check_lesson(text, lesson_source_name(path), messages);
}

}  // namespace vina
