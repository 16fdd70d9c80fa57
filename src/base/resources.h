// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>

namespace vina {

/// The folder with fonts, themes and the logo: $VINA_RESOURCES if set, else `share/vina` beside the program's `bin`
/// folder if it is there, else the source tree this program was built from.
/// Throws Error if the folder has no `fonts` and `themes`: kInvalidOption for $VINA_RESOURCES, else kStorage, naming
/// the places that were looked at.
std::filesystem::path resources_folder();

}  // namespace vina
