// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>

namespace vina {

/// The folder with fonts, themes and the logo: $VINA_RESOURCES if set, else `share/vina` of the prefix in which the
/// program, or the library, is installed, else the source tree it was built from.
/// Throws Error if the folder has no `fonts` and `themes`: kInvalidOption for $VINA_RESOURCES, else kStorage, naming
/// the places that were looked at.
std::filesystem::path resources_folder();

}  // namespace vina
