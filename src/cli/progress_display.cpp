// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/progress_display.h"

#include <sys/ioctl.h>

#include "cli/progress_bar.h"
#include "cli/progress_lines.h"
#include "cli/text_output.h"

namespace vina {
namespace {

constexpr int kUsualColumns = 80;

int terminal_columns(int descriptor) {
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kUsualColumns;
  return size.ws_col;
}

}  // namespace

std::unique_ptr<ProgressDisplay> make_progress_display(const Surroundings& surroundings) {
  const int descriptor = surroundings.error;
  const auto write = [descriptor](std::string_view text) { write_message(descriptor, text); };
  if (::isatty(descriptor) == 0 || surroundings.environment.dumb_terminal) {
    return std::make_unique<ProgressLines>(write);
  }
  const ProgressBar::Style style{.colour = surroundings.environment.colour, .utf8 = surroundings.environment.utf8};
  return std::make_unique<ProgressBar>(
      write, [descriptor] { return terminal_columns(descriptor); }, surroundings.now, style);
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

}  // namespace vina
