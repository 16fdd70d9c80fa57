// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <mutex>
#include <string>

#include "pipeline/progress.h"

namespace vina {

/// Turns "one more piece of this step is done" into a fraction of the whole run that never falls. Thread-safe.
class ProgressMeter {
 public:
  /// `listener` may be empty.
  explicit ProgressMeter(ProgressListener listener) : listener_{std::move(listener)} {}

  /// A step of `pieces` pieces begins. Steps begin in their order.
  void begin(Step step, std::size_t pieces);
  /// One piece of the current step is done.
  void advance(const std::string& detail);
  /// Says why nothing is done for the moment.
  void note(const std::string& detail);

 private:
  void report(const std::string& detail, bool stands_still = false);

  std::mutex mutex_;
  ProgressListener listener_;
  Step step_ = Step::kLesson;
  std::size_t pieces_ = 1;
  std::size_t done_ = 0;
};

}  // namespace vina
