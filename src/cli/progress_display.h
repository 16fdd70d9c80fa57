// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "cli/surroundings.h"
#include "pipeline/progress.h"

namespace vina {

/// Shows a run's progress on standard error.
class ProgressDisplay {
 public:
  virtual ~ProgressDisplay() = default;

  virtual void update(const Progress& progress) = 0;
  /// Takes away what should not stay on screen. Other messages may follow.
  virtual void finish() noexcept = 0;
};

/// A bar where standard error is a terminal that can be drawn over, plain lines elsewhere.
std::unique_ptr<ProgressDisplay> make_progress_display(const Surroundings& surroundings);

/// The step in a user's words ("Speaking").
std::string_view to_text(Step step);

/// "Speaking: slide 1 of 5", on one line.
std::string line_of(const Progress& progress);

}  // namespace vina
