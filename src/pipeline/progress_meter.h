// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <array>
#include <cstddef>
#include <mutex>
#include <string>

#include "pipeline/progress.h"

namespace vina {

/// Turns "one more piece of this step is done" into a fraction of the whole run that never falls, though the steps
/// overlap. Thread-safe.
class ProgressMeter {
 public:
  /// `listener` may be empty. `waits` says that vendors are asked, which takes most of the time then.
  explicit ProgressMeter(ProgressListener listener, bool waits = false);

  /// How many pieces a step has: said before any piece of the run is done. A step without pieces takes no time.
  void expect(Step step, std::size_t pieces);
  /// A step begins that shows before its first piece is done.
  void show(Step step);
  /// One more piece of a step is done.
  void advance(Step step, const std::string& detail);
  /// Says why nothing is done for the moment.
  void note(const std::string& detail);

 private:
  static constexpr std::size_t kSteps = 5;
  struct Part {
    double share = 0;  ///< of the time of a whole run
    std::size_t pieces = 0;
    std::size_t done = 0;
  };

  Part& part_of(Step step) { return parts_[static_cast<std::size_t>(step)]; }
  void report(const std::string& detail, bool stands_still = false);

  std::mutex mutex_;
  ProgressListener listener_;
  std::array<Part, kSteps> parts_;
  Step step_ = Step::kLesson;
  double shown_ = 0;  ///< the fraction
};

}  // namespace vina
