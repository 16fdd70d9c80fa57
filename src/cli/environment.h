// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <functional>
#include <string>

namespace vina {

/// The environment variables the program heeds, as they stand; read here and nowhere else. (VINA_RESOURCES, for
/// packagers and tests, is the affair of base/resources.h.)
struct Environment {
  std::string generate_subtitles;  ///< VIDEO_GENERATE_SUBTITLES
  bool colour = true;              ///< false where NO_COLOR is set to anything but the empty string (no-color.org)
  bool dumb_terminal = false;      ///< TERM is "dumb" or missing: no line can be drawn over
  bool utf8 = false;               ///< the locale (LC_ALL, LC_CTYPE, LANG) shows UTF-8
};

/// `lookup` answers as std::getenv does.
Environment read_environment(const std::function<const char*(const char*)>& lookup);
Environment read_environment();

/// Whether VIDEO_GENERATE_SUBTITLES asks for captions; it does where it is empty. Throws Error (kInvalidOption) for
/// anything but true, 1, yes, on, false, 0, no, off, in upper or lower case.
bool captions_wanted(const Environment& environment);

}  // namespace vina
