// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/surroundings.h"

namespace CLI {
class App;
}  // namespace CLI

namespace vina {

/// "; did you mean --theme?" where one of `names` is near to what was typed, else nothing.
std::string suggestion(std::string_view typed, const std::vector<std::string>& names);

/// Declares the program's commands and their options. `chosen` becomes the action of the command that is parsed.
void declare_program(CLI::App& program, Action& chosen);

/// Reads `arguments` (without the program's name). Returns the text to show where help or the version is asked for;
/// otherwise the action was chosen.
/// Throws Error (kInvalidOption), in one line that ends with a hint to --help: an unknown option or command (with the
/// nearest known one), a missing value or argument.
std::optional<std::string> parse(CLI::App& program, std::vector<std::string> arguments);

}  // namespace vina
