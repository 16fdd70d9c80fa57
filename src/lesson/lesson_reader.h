// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/warning.h"
#include "lesson/lesson.h"

namespace vina {

/// The largest lesson document that is looked at, in bytes. A caller that reads a file may stop there.
inline constexpr std::size_t kMaxLessonBytes = std::size_t{1} << 20;
/// The lesson's own object is level 1, its slides array level 2, ...
inline constexpr std::size_t kMaxLessonDepth = 32;
/// Of more faults than this, and of more warnings, only the first are listed.
inline constexpr std::size_t kMaxFindings = 100;

/// What is wrong with a lesson, and where.
struct Fault {
  std::string pointer;  ///< JSON Pointer (RFC 6901) into the document read; empty: the document as a whole
  std::string message;  ///< one line that goes on from the pointer: "is missing", "has 112 characters; ..."

  bool operator==(const Fault&) const = default;
};

/// "/slides/2/items/0/talk: is missing". One line, without control characters, whatever the document contains.
std::string to_text(const Fault& fault);

struct LessonReading {
  std::optional<Lesson> lesson;   ///< set exactly if there is no fault
  std::vector<Fault> faults;      ///< in the order of the schema
  std::vector<Warning> warnings;  ///< places as for faults
};

/// Reads a lesson, bare or wrapped ({"lesson_id", "lesson_content": {...}}), as `docs/lesson-format.md` describes.
///
/// Reports all faults at once; a document that is not JSON has one, with line and column. Never throws on what it
/// reads, however broken or hostile: takes time and memory in proportion to the document, which is at most
/// kMaxLessonBytes long. Pure and thread-safe.
LessonReading read_lesson(std::string_view json);

}  // namespace vina
