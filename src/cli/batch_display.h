// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/surroundings.h"
#include "pipeline/batch.h"

namespace vina {

/// Shows a batch on standard error while it runs. Its functions are not called by two threads at once.
class BatchDisplay {
 public:
  virtual ~BatchDisplay() = default;

  virtual void began(std::size_t lesson) = 0;
  virtual void update(std::size_t lesson, const Progress& progress) = 0;
  virtual void ended(std::size_t lesson, const BatchOutcome& outcome) = 0;
  /// Takes away what should not stay on screen. Other messages may follow.
  virtual void finish() noexcept = 0;
};

/// A table where standard error is a terminal that can be drawn over, plain lines elsewhere. `names` are the lessons'.
std::unique_ptr<BatchDisplay> make_batch_display(const Surroundings& surroundings, std::vector<std::string> names);

/// The status in a user's words ("not begun").
std::string_view to_text(BatchStatus status);

/// A line that tells how a lesson ended: "failed  l03.json: /slides/0/items/0/talk: is missing". One without news has
/// none: skipped ones, and those that were stopped or not begun.
std::string line_of(const BatchOutcome& outcome);

/// A line for each lesson that has ended, for a log.
class BatchLines : public BatchDisplay {
 public:
  BatchLines(std::function<void(std::string_view)> write, std::size_t lessons);

  void began(std::size_t /*lesson*/) override {}
  void update(std::size_t /*lesson*/, const Progress& /*progress*/) override {}
  void ended(std::size_t lesson, const BatchOutcome& outcome) override;
  void finish() noexcept override {}

 private:
  std::function<void(std::string_view)> write_;
  std::size_t lessons_;
  std::size_t ended_ = 0;
};

}  // namespace vina
