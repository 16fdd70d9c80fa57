// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <string>

#include "cli/surroundings.h"

namespace vina {

struct TerminalSize {
  int rows = 24;
  int columns = 80;
};

/// The size of the terminal behind a descriptor; what it does not say is as usual.
TerminalSize terminal_size(int descriptor);

/// Whether standard error is a terminal on which a cursor can go back.
bool can_be_drawn_over(const Surroundings& surroundings);

/// "0:07", "12:30", "1:01:05".
std::string duration_text(std::chrono::seconds duration);

}  // namespace vina
