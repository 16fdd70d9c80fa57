// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

namespace vina {

/// The fontconfig XML of this program: which folders have fonts, and nothing that changes how they look.
std::string font_configuration();

/// `family` and, behind it, the fonts that stand in for it script by script; `language` decides between the regional
/// forms of Chinese characters.
std::string family_list(const std::string& family, const std::string& language);

}  // namespace vina
