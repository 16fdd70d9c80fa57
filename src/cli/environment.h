// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/dotenv.h"

namespace vina {

/// The environment variables the program heeds, as they stand; read here and nowhere else. (VINA_RESOURCES, for
/// packagers and tests, is the affair of base/resources.h.) Those that `.env.example` lists may also stand in a file
/// `.env`; the environment wins.
struct Environment {
  std::string generate_subtitles;  ///< VIDEO_GENERATE_SUBTITLES
  bool colour = true;              ///< false where NO_COLOR is set to anything but the empty string (no-color.org)
  bool dumb_terminal = false;      ///< TERM is "dumb" or missing: no line can be drawn over
  std::string xdg_cache_home;      ///< XDG_CACHE_HOME
  std::string home;                ///< HOME
  /// Of the vendors: keys, models, addresses, limits; only those that are set and not empty. vendor_environment.h says
  /// what they mean.
  std::map<std::string, std::string, std::less<>> vendors;
  std::string database_url;  ///< VINA_DATABASE_URL
  std::string dotenv_fault;  ///< what is wrong with `.env`; empty if nothing is
  bool utf8 = false;         ///< the locale (LC_ALL, LC_CTYPE, LANG) shows UTF-8
};

/// The names that `Environment::vendors` may hold.
const std::vector<std::string>& vendor_variables();

/// `lookup` answers as std::getenv does.
Environment read_environment(const std::function<const char*(const char*)>& lookup, const DotEnv& dotenv = {});
/// Of this process, with `.env` in its current folder.
Environment read_environment();

/// Whether VIDEO_GENERATE_SUBTITLES asks for captions; it does where it is empty. Throws Error (kInvalidOption) for
/// anything but true, 1, yes, on, false, 0, no, off, in upper or lower case.
bool captions_wanted(const Environment& environment);

}  // namespace vina
