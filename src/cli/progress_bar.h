// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "cli/progress_display.h"

namespace vina {

/// One line on a terminal, drawn over itself at most ten times a second:
///
///     Drawing and encoding  slide 3 of 5  [#########           ]  43 %  0:07 left
///
/// Fits the terminal's width at each drawing: the detail goes first, then the bar, then the end of the line. The cursor
/// is never hidden, so there is nothing to restore after a kill. `finish`, and the destructor, clear the line.
class ProgressBar : public ProgressDisplay {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  struct Style {
    bool colour = false;
    bool utf8 = false;
  };

  ProgressBar(std::function<void(std::string_view)> write, std::function<int()> columns, std::function<TimePoint()> now,
              Style style);
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar() override;

  void update(const Progress& progress) override;
  void finish() noexcept override;

 private:
  std::string line(const Progress& progress, TimePoint now) const;
  std::string bar(double fraction, int cells) const;

  std::function<void(std::string_view)> write_;
  std::function<int()> columns_;
  std::function<TimePoint()> now_;
  Style style_;
  TimePoint start_;
  std::optional<TimePoint> drawn_;  ///< when the line was last drawn; nothing: no line is on screen
};

}  // namespace vina
