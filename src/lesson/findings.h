// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/warning.h"
#include "lesson/lesson_reader.h"

namespace vina {

/// The faults and warnings gathered while a lesson is read.
class Findings {
 public:
  void fault(std::string pointer, std::string message);
  void warn(std::string place, std::string message);

  bool has_faults() const { return !faults_.empty(); }
  std::vector<Fault> take_faults() { return std::move(faults_); }
  std::vector<Warning> take_warnings() { return std::move(warnings_); }

 private:
  std::vector<Fault> faults_;
  std::vector<Warning> warnings_;
};

/// A field name as a part of a JSON Pointer, with the slash in front and ~ and / escaped. Names no lesson has (very
/// long, or with control characters) come shortened and with \uXXXX, so that a pointer is always one readable line.
std::string pointer_token(std::string_view name);

/// A text as a message shows it: in double quotes, on one line, shortened to 40 characters.
std::string in_quotes(std::string_view text);

}  // namespace vina
