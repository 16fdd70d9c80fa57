// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

namespace CLI {
class App;
}  // namespace CLI

namespace vina {

enum class Shell { kBash, kZsh, kFish };

/// The script that completes `program`'s commands, options and their values. Made from the declared options alone: a
/// type of "FILE" completes to files, "DIR" to folders, "a|b" to these words.
std::string completion_script(Shell shell, const CLI::App& program);

}  // namespace vina
