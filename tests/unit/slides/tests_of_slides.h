// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "lesson/lesson.h"
#include "lesson/lesson_reader.h"

namespace vina::testing {

inline Lesson read_example(const std::string& name) {
  std::ifstream file{std::filesystem::path{VINA_SOURCE_DIR} / "examples" / "lessons" / name};
  const std::string json{std::istreambuf_iterator<char>{file}, {}};
  return read_lesson(json).lesson.value();
}

}  // namespace vina::testing
