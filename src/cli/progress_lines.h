// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "cli/progress_display.h"

namespace vina {

/// A line for each step and each part of it, once, for a log: "[ 43 %] Drawing and encoding: slide 3 of 5".
class ProgressLines : public ProgressDisplay {
 public:
  explicit ProgressLines(std::function<void(std::string_view)> write);

  void update(const Progress& progress) override;
  void finish() noexcept override {}

 private:
  std::function<void(std::string_view)> write_;
  std::set<std::string> shown_;  ///< parallel slides take turns in the reports; each is told once
};

}  // namespace vina
