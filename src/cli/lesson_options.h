// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/render_command.h"

namespace vina {

/// The options of `render` that may be different for each lesson of a batch.
class LessonOptions {
 public:
  /// `common` holds for all lessons.
  explicit LessonOptions(RenderArguments common);
  ~LessonOptions();
  LessonOptions(const LessonOptions&) = delete;
  LessonOptions& operator=(const LessonOptions&) = delete;

  /// `common` with these in place of its own: names without "--", values as they would be typed, "true" or "false" for
  /// a flag. Throws Error (kInvalidOption) for a name that no lesson can have, or a flag that is neither.
  RenderArguments with(const std::vector<std::pair<std::string, std::string>>& options);

 private:
  struct Parser;

  RenderArguments common_;
  RenderArguments arguments_;
  std::unique_ptr<Parser> parser_;  ///< writes into arguments_
};

}  // namespace vina
