// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/batch_display.h"
#include "cli/terminal.h"

namespace vina {

/// A few lines on a terminal, drawn over themselves at most ten times a second: one for each lesson that runs, and the
/// totals:
///
///     l03_tokens.json    43 %  0:12  Drawing and encoding: slide 3 of 5
///     l04_context.json    8 %  0:03  Speaking: slide 1 of 5
///     12 of 100 lessons: 10 done, 1 degraded, 1 failed  13 %  4:10 left
///
/// Lessons that failed or are degraded stay above it, one line each. Fits the terminal's size at each drawing: names
/// and steps are cut, and of very many lessons some are not shown. The cursor is never hidden, so there is nothing to
/// restore after a kill. `finish`, and the destructor, clear the table.
class BatchTable : public BatchDisplay {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  BatchTable(std::function<void(std::string_view)> write, std::function<TerminalSize()> size,
             std::function<TimePoint()> now, std::vector<std::string> names);
  BatchTable(const BatchTable&) = delete;
  BatchTable& operator=(const BatchTable&) = delete;
  ~BatchTable() override;

  void began(std::size_t lesson) override;
  void update(std::size_t lesson, const Progress& progress) override;
  void ended(std::size_t lesson, const BatchOutcome& outcome) override;
  void finish() noexcept override;

 private:
  struct Running {
    TimePoint since;
    double fraction = 0;
    std::string doing;
  };

  void draw(const std::string& above);
  std::string clearing() const;
  std::vector<std::string> lines(TerminalSize size, TimePoint now) const;
  std::string totals(TimePoint now) const;

  std::function<void(std::string_view)> write_;
  std::function<TerminalSize()> size_;
  std::function<TimePoint()> now_;
  std::vector<std::string> names_;
  TimePoint start_;
  std::map<std::size_t, Running> running_;  ///< [lesson]
  std::map<BatchStatus, std::size_t> ended_;
  std::size_t drawn_lines_ = 0;
  std::optional<TimePoint> drawn_;
};

/// The text cut to so many columns of a terminal, where a character may take two; what was cut is an ellipsis. UTF-8.
std::string cut_to_columns(const std::string& text, std::size_t columns);

}  // namespace vina
