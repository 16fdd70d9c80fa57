// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <vector>

#include "cli/surroundings.h"

namespace vina {

/// Runs the program with `arguments` (without its own name) and returns its exit code. Never throws: every error
/// becomes one line on standard error and the exit code of its kind.
int run(const std::vector<std::string>& arguments, const Surroundings& surroundings) noexcept;

}  // namespace vina
