// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/environment.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include "base/error.h"

namespace vina {
namespace {

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

}  // namespace

Environment read_environment(const std::function<const char*(const char*)>& lookup) {
  const auto value = [&lookup](const char* name) {
    const char* text = lookup(name);
    return std::string{text == nullptr ? "" : text};
  };
  Environment environment;
  environment.generate_subtitles = value("VIDEO_GENERATE_SUBTITLES");
  environment.colour = value("NO_COLOR").empty();
  const std::string terminal = value("TERM");
  environment.dumb_terminal = terminal.empty() || terminal == "dumb";
  std::string locale;
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    if (locale.empty()) locale = lower_case(value(name));
  }
  environment.utf8 = locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
  return environment;
}

Environment read_environment() {
  return read_environment([](const char* name) -> const char* { return std::getenv(name); });
}

bool captions_wanted(const Environment& environment) {
  constexpr std::array<std::string_view, 5> kYes{"", "true", "1", "yes", "on"};
  constexpr std::array<std::string_view, 4> kNo{"false", "0", "no", "off"};
  const std::string value = lower_case(environment.generate_subtitles);
  if (std::find(kYes.begin(), kYes.end(), value) != kYes.end()) return true;
  if (std::find(kNo.begin(), kNo.end(), value) != kNo.end()) return false;
  throw Error{ErrorKind::kInvalidOption, "the environment variable VIDEO_GENERATE_SUBTITLES is '" +
                                             environment.generate_subtitles +
                                             "'; set it to true or false, or unset it"};
}

}  // namespace vina
