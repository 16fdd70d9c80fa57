// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <vector>

#include "slides/theme.h"

namespace vina {

/// Reads a theme from JSON (comments are allowed); what it leaves out is as in the theme "vina". `name` stands in
/// messages. Throws Error (kInvalidOption) with all faults in one line, each with its JSON Pointer: wrong types,
/// numbers out of range, unknown members, and texts that have too little contrast on the theme's own scrim.
Theme read_theme(const std::string& json, const std::string& name);

/// Whether a theme is named by its path: it has a slash or ends in ".json".
bool is_theme_file(const std::string& name_or_path);

/// Reads the theme of that name in resources/themes, or the file of that path (is_theme_file).
/// A relative logo path is seen from the theme's folder. Throws Error (kInvalidOption); for an unknown name it lists
/// those there are.
Theme load_theme(const std::string& name_or_path);

/// The names of the themes in resources/themes, sorted.
std::vector<std::string> theme_names();

}  // namespace vina
