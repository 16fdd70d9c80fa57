// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/render_result.h"

namespace vina {

/// Notes the wall-clock time of steps that follow each other: each `lap` ends the one before.
class Stopwatch {
 public:
  /// The step that ran since the last lap (or since the stopwatch was made) was `step`.
  void lap(std::string step) {
    const auto now = Clock::now();
    times_.push_back({std::move(step), std::chrono::duration<double>(now - last_).count()});
    last_ = now;
  }

  const std::vector<StepTime>& times() const { return times_; }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point last_ = Clock::now();
  std::vector<StepTime> times_;
};

/// Processor time of the calling thread, in seconds.
inline double thread_seconds() {
  std::timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

}  // namespace vina
