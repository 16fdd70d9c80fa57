// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/version.h"
#include "cli/health.h"
#include "pipeline/written_json.h"

namespace vina {
namespace {

const char* to_text(Health health) {
  switch (health) {
    case Health::kGood:
      return "ok";
    case Health::kPartial:
      return "partial";
    case Health::kMissing:
      return "missing";
  }
  return "";
}

}  // namespace

std::string to_table(const std::vector<HealthCheck>& checks) {
  std::string table = fmt::format("vina {}\n", kVersion);
  std::string area;
  for (const HealthCheck& check : checks) {
    if (check.area != area) table += fmt::format("\n{}\n", check.area);
    area = check.area;
    table += fmt::format("  {:<8} {:<18} {}{}{}\n", to_text(check.health), check.name, check.finding,
                         check.cure.empty() ? "" : "; ", check.cure);
  }
  table += is_healthy(checks) ? "\nEverything essential is there.\n" : "\nSomething essential is missing.\n";
  return table;
}

std::string to_json(const std::vector<HealthCheck>& checks) {
  using Json = nlohmann::ordered_json;
  Json json;
  json["healthy"] = is_healthy(checks);
  json["version"] = kVersion;
  json["checks"] = Json::array();
  for (const HealthCheck& check : checks) {
    json["checks"].push_back({{"area", check.area},
                              {"name", check.name},
                              {"health", to_text(check.health)},
                              {"finding", check.finding},
                              {"cure", null_if_empty(check.cure)}});
  }
  return written_json(json);
}

bool is_healthy(const std::vector<HealthCheck>& checks) {
  return std::none_of(checks.begin(), checks.end(),
                      [](const HealthCheck& check) { return check.health == Health::kMissing; });
}

}  // namespace vina
