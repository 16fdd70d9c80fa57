// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <fmt/format.h>

namespace vina {

TerminalSize terminal_size(int descriptor) {
  TerminalSize size;
  winsize found{};
  if (::ioctl(descriptor, TIOCGWINSZ, &found) != 0) return size;
  if (found.ws_row > 0) size.rows = found.ws_row;
  if (found.ws_col > 0) size.columns = found.ws_col;
  return size;
}

bool can_be_drawn_over(const Surroundings& surroundings) {
  return ::isatty(surroundings.error) != 0 && !surroundings.environment.dumb_terminal;
}

std::string duration_text(std::chrono::seconds duration) {
  const auto whole = duration.count();
  if (whole >= 3600) return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace vina
