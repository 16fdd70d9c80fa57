// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/progress_display.h"

#include "cli/progress_bar.h"
#include "cli/progress_lines.h"
#include "cli/terminal.h"
#include "cli/text_output.h"

namespace vina {
std::unique_ptr<ProgressDisplay> make_progress_display(const Surroundings& surroundings) {
  const int descriptor = surroundings.error;
  const auto write = [descriptor](std::string_view text) { write_message(descriptor, text); };
  if (!can_be_drawn_over(surroundings)) {
    return std::make_unique<ProgressLines>(write);
  }
  const ProgressBar::Style style{.colour = surroundings.environment.colour, .utf8 = surroundings.environment.utf8};
  return std::make_unique<ProgressBar>(
      write, [descriptor] { return terminal_size(descriptor).columns; }, surroundings.now, style);
}

std::string_view to_text(Step step) {
  switch (step) {
    case Step::kLesson:
      return "Reading";
    case Step::kImages:
      return "Loading pictures";
    case Step::kSpeech:
      return "Speaking";
    case Step::kSlides:
      return "Drawing and encoding";
    case Step::kPublish:
      return "Finishing";
  }
  return "";
}

std::string line_of(const Progress& progress) {
  std::string line{to_text(progress.step)};
  if (!progress.detail.empty()) line += ": " + one_line(progress.detail);
  return line;
}

}  // namespace vina
