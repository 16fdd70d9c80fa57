// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/batch_display.h"

#include <chrono>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "cli/batch_table.h"
#include "cli/terminal.h"
#include "cli/text_output.h"

namespace vina {

std::unique_ptr<BatchDisplay> make_batch_display(const Surroundings& surroundings, std::vector<std::string> names) {
  const int descriptor = surroundings.error;
  const auto write = [descriptor](std::string_view text) { write_message(descriptor, text); };
  if (!can_be_drawn_over(surroundings)) {
    return std::make_unique<BatchLines>(write, names.size());
  }
  return std::make_unique<BatchTable>(
      write, [descriptor] { return terminal_size(descriptor); }, surroundings.now, std::move(names));
}

std::string_view to_text(BatchStatus status) {
  switch (status) {
    case BatchStatus::kDone:
      return "done";
    case BatchStatus::kDegraded:
      return "degraded";
    case BatchStatus::kFailed:
      return "failed";
    case BatchStatus::kSkipped:
      return "skipped";
    case BatchStatus::kStopped:
      return "stopped";
    case BatchStatus::kNotBegun:
      return "not begun";
  }
  return "";
}

std::string line_of(const BatchOutcome& outcome) {
  std::string head = fmt::format("{:8}  {}", to_text(outcome.status), one_line(outcome.name));
  switch (outcome.status) {
    case BatchStatus::kDone:
      return fmt::format("{}: {} of video in {:.1f} s", head,
                         duration_text(std::chrono::seconds{std::lround(outcome.duration_seconds)}), outcome.seconds);
    case BatchStatus::kDegraded:
    case BatchStatus::kFailed: {
      if (outcome.reasons.empty()) return head;
      const std::size_t more = outcome.reasons.size() - 1;
      return fmt::format("{}: {}{}", head, one_line(outcome.reasons.front()),
                         more == 0 ? "" : fmt::format(" (and {} more)", more));
    }
    case BatchStatus::kSkipped:
    case BatchStatus::kStopped:
    case BatchStatus::kNotBegun:
      break;
  }
  return {};
}

BatchLines::BatchLines(std::function<void(std::string_view)> write, std::size_t lessons)
    : write_{std::move(write)}, lessons_{lessons} {}

void BatchLines::ended(std::size_t /*lesson*/, const BatchOutcome& outcome) {
  ++ended_;
  const std::string line = line_of(outcome);
  if (!line.empty()) write_(fmt::format("[{:{}}/{}] {}\n", ended_, std::to_string(lessons_).size(), lessons_, line));
}

}  // namespace vina
