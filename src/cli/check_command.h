// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include "cli/surroundings.h"

namespace CLI {
class App;
}  // namespace CLI

namespace vina {

/// Adds the command to the program; `chosen` becomes its action when the command line names it.
void declare_check(CLI::App& program, Action& chosen);

}  // namespace vina
