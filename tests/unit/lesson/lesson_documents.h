// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "lesson/lesson_reader.h"

namespace vina {

/// The smallest lesson with two slides, which is valid and gives no warning.
inline nlohmann::json small_lesson() {
  return nlohmann::json::parse(R"({
    "lesson_title": "A lesson",
    "slides": [
      {"slide_title": "First", "items": [{"bullet": "One", "talk": "This is one."}]},
      {"slide_title": "Second", "items": [{"bullet": "Two", "talk": "This is two."},
                                          {"bullet": "Three", "talk": "This is three."}]}
    ]})");
}

/// small_lesson() with one value put at a JSON Pointer.
inline nlohmann::json small_lesson_with(const std::string& pointer, const nlohmann::json& value) {
  nlohmann::json lesson = small_lesson();
  lesson[nlohmann::json::json_pointer{pointer}] = value;
  return lesson;
}

inline LessonReading read(const nlohmann::json& document) {
  return read_lesson(document.dump());
}

inline std::vector<std::string> fault_texts(const LessonReading& reading) {
  std::vector<std::string> texts;
  for (const Fault& fault : reading.faults) texts.push_back(to_text(fault));
  return texts;
}

inline std::vector<std::string> warning_texts(const LessonReading& reading) {
  std::vector<std::string> texts;
  for (const Warning& warning : reading.warnings) texts.push_back(warning.place + ": " + warning.message);
  return texts;
}

inline std::string repeated(const std::string& text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

/// The faults of small_lesson() with that value.
inline std::vector<std::string> faults_with(const std::string& pointer, const nlohmann::json& value) {
  return fault_texts(read(small_lesson_with(pointer, value)));
}

/// Its warnings; it must have no fault.
inline std::vector<std::string> warnings_with(const std::string& pointer, const nlohmann::json& value) {
  const LessonReading reading = read(small_lesson_with(pointer, value));
  EXPECT_THAT(fault_texts(reading), ::testing::IsEmpty());
  return warning_texts(reading);
}

}  // namespace vina
