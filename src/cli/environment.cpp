// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/environment.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "base/error.h"

namespace vina {
namespace {

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

/// Names of one thing: where the environment has one of them, `.env` has no say in the others.
bool is_decided(std::string_view name, const std::function<const char*(const char*)>& lookup) {
  static const std::vector<std::vector<const char*>> kGroups{
      {"GOOGLE_AI_API_KEY", "GEMINI_API_KEY"},
      {"CLOUDINARY_URL", "CLOUDINARY_CLOUD_NAME", "CLOUDINARY_API_KEY", "CLOUDINARY_API_SECRET"},
  };
  const auto has = [&](const std::vector<const char*>& group) {
    return std::find(group.begin(), group.end(), name) != group.end() &&
           std::any_of(group.begin(), group.end(), lookup);
  };
  return std::any_of(kGroups.begin(), kGroups.end(), has);
}

}  // namespace

const std::vector<std::string>& vendor_variables() {
  static const std::vector<std::string> kNames{
      "GOOGLE_AI_API_KEY",     "GEMINI_API_KEY",        "VINA_GOOGLE_BASE_URL",     "VINA_IMAGE_MODEL",
      "VINA_IMAGE_SIZE",       "ELEVENLABS_API_KEY",    "ELEVENLABS_VOICE_ID",      "VINA_ELEVENLABS_BASE_URL",
      "VINA_SPEECH_MODEL",     "VINA_ELEVENLABS_PLAN",  "CLOUDINARY_URL",           "CLOUDINARY_CLOUD_NAME",
      "CLOUDINARY_API_KEY",    "CLOUDINARY_API_SECRET", "VINA_CLOUDINARY_BASE_URL", "VINA_CLOUDINARY_SIGNATURE",
      "VIDEO_PARALLEL_IMAGES", "VIDEO_PARALLEL_AUDIO",
  };
  return kNames;
}

Environment read_environment(const std::function<const char*(const char*)>& lookup, const DotEnv& dotenv) {
  const auto value = [&](const char* name) {
    const char* text = lookup(name);
    return std::string{text == nullptr ? "" : text};
  };
  const auto value_or_dotenv = [&](const std::string& name) {
    if (const char* text = lookup(name.c_str())) return std::string{text};
    const auto found = dotenv.variables.find(name);
    return found == dotenv.variables.end() ? std::string{} : found->second;
  };
  Environment environment;
  environment.generate_subtitles = value_or_dotenv("VIDEO_GENERATE_SUBTITLES");
  environment.database_url = value_or_dotenv("VINA_DATABASE_URL");
  for (const std::string& name : vendor_variables()) {
    std::string text = is_decided(name, lookup) ? value(name.c_str()) : value_or_dotenv(name);
    if (!text.empty()) environment.vendors.emplace(name, std::move(text));
  }
  environment.dotenv_fault = dotenv.fault;
  environment.xdg_cache_home = value("XDG_CACHE_HOME");
  environment.home = value("HOME");
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
  return read_environment([](const char* name) -> const char* { return std::getenv(name); }, read_dotenv(".env"));
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
