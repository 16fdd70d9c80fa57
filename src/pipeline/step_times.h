// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <vector>

#include "pipeline/render_result.h"

namespace vina {

/// Notes when each step of a run began and ended, also of steps that overlap and have many pieces. Thread-safe.
class StepTimes {
 public:
  /// A piece of a step, from here to the end of the scope.
  class Piece {
   public:
    Piece(StepTimes& times, std::string step);
    Piece(const Piece&) = delete;
    Piece& operator=(const Piece&) = delete;
    ~Piece();

   private:
    StepTimes& times_;
    std::string step_;
    std::chrono::steady_clock::time_point began_;
  };

  /// Each step from its first piece's begin to its last piece's end, in the order in which they began.
  std::vector<StepTime> listed() const;

 private:
  struct Span {
    std::string step;
    std::chrono::steady_clock::time_point began;
    std::chrono::steady_clock::time_point ended;
  };

  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  mutable std::mutex mutex_;
  std::vector<Span> spans_;
};

/// Processor time of the calling thread, in seconds.
double thread_seconds();

}  // namespace vina
