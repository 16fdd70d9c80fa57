// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.h"
#include "cli/health_areas.h"
#include "wrap/espeak/espeak.h"

namespace vina {

void examine_voices(std::vector<HealthCheck>& checks) {
  try {
    const std::vector<espeak::Voice> voices = espeak::voices();
    std::set<std::string> languages;
    for (const espeak::Voice& voice : voices) {
      if (!voice.languages.empty()) languages.insert(voice.languages.front());
    }
    const bool any = !languages.empty();
    checks.push_back({"voices", "eSpeak NG", any ? Health::kGood : Health::kMissing,
                      fmt::format("version {}, {} voices", espeak::version(), voices.size()),
                      any ? "" : "install the Debian package 'espeak-ng-data'"});
    checks.push_back({"voices", "languages", any ? Health::kGood : Health::kMissing,
                      any ? fmt::format("{}", fmt::join(languages, " ")) : "none",
                      any ? "" : "install the Debian package 'espeak-ng-data'"});
  } catch (const Error& error) {
    checks.push_back({"voices", "eSpeak NG", Health::kMissing, error.public_message(),
                      "install the Debian package 'espeak-ng-data'"});
  }
}

}  // namespace vina
