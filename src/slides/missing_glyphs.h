// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <vector>

#include "base/warning.h"
#include "lesson/lesson.h"
#include "slides/theme.h"
#include "slides/typesetter.h"

namespace vina {

/// The Debian package with a font that shows a character, as far as there is one; "" for private and unassigned ones.
std::string font_package_for(char32_t code_point);

/// One warning for each text of the lesson, and for that of its viewer, with characters no font can show; they name the
/// characters and the package.
std::vector<Warning> find_missing_glyphs(Typesetter& typesetter, const Theme& theme, const Lesson& lesson,
                                         const std::string& viewer);

/// One warning for each font family of the theme that is not there, so that another takes its place.
std::vector<Warning> find_missing_families(Typesetter& typesetter, const Theme& theme);

}  // namespace vina
