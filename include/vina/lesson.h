// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vina/api.h"
#include "vina/fault.h"
#include "vina/warning.h"

namespace vina::VINA_V1 {

struct Validation;

/// Reads a lesson's JSON, bare or wrapped ({"lesson_id", "lesson_content": {...}}), at most 1 MiB of it, and finds all
/// faults at once. Throws nothing but std::bad_alloc, whatever it reads.
VINA_API Validation validate_lesson(std::string_view json);

/// A valid lesson. Immutable and cheap to copy; any number of threads may use it at once.
class VINA_API Lesson {
 public:
  /// As validate_lesson(), where faults are an Error (kInvalidLesson) that has them all.
  static Lesson from_json(std::string_view json);
  /// The same with a file. Throws Error also where there is no such file or it cannot be read (kInvalidOption).
  static Lesson from_file(const std::filesystem::path& file);

  Lesson(const Lesson&) noexcept;
  Lesson& operator=(const Lesson&) noexcept;
  ~Lesson();

  const std::string& title() const noexcept;
  const std::string& lesson_id() const noexcept;          ///< empty where the lesson has none
  const std::string& course_id() const noexcept;          ///< empty where the lesson has none
  std::optional<int> difficulty_level() const noexcept;   ///< 1 to 5
  std::size_t slide_count() const noexcept;               ///< 1 to 20
  const std::vector<Warning>& warnings() const noexcept;  ///< such as unknown members

 private:
  friend class Renderer;
  friend Validation validate_lesson(std::string_view json);
  struct Content;
  explicit Lesson(std::shared_ptr<const Content> content) noexcept;

  std::shared_ptr<const Content> content_;
};

/// A lesson, or what is wrong with it.
struct Validation {
  std::optional<Lesson> lesson;   ///< set exactly if there is no fault
  std::vector<Fault> faults;      ///< in the order of the schema; the first 100
  std::vector<Warning> warnings;  ///< those of the lesson, also where there are faults
};

}  // namespace vina::VINA_V1
