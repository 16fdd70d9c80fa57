// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <vector>

#include "base/warning.h"
#include "lesson/lesson.h"
#include "vina/lesson.h"

namespace vina {

/// What a public Lesson holds.
struct v1::Lesson::Content {
  vina::Lesson lesson;
  std::vector<vina::Warning> engine_warnings;
  std::vector<v1::Warning> warnings;  ///< the same
};

}  // namespace vina
