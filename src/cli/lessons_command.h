// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include "cli/surroundings.h"

namespace CLI {
class App;
}  // namespace CLI

namespace vina {

/// `vina lessons import|ls|show|export|record`: adds the command to the program; `chosen` becomes its action when the
/// command line names it.
void declare_lessons(CLI::App& program, Action& chosen);

}  // namespace vina
