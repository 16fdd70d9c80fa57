// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/ledger_line.h"

#include <nlohmann/json.hpp>

#include "storage/small_json.h"

namespace vina {

using Json = nlohmann::json;

std::string to_ledger_line(const LedgerEntry& entry) {
  const nlohmann::ordered_json json{
      {"time", entry.time},       {"vendor", entry.vendor},
      {"model", entry.model},     {"key", entry.key},
      {"subject", entry.subject}, {"outcome", entry.outcome},
      {"credits", entry.credits}, {"usd", entry.usd ? nlohmann::ordered_json(*entry.usd) : nullptr}};
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::optional<LedgerEntry> read_ledger_line(std::string_view line) {
  const std::optional<Json> json = parse_json_object(line);
  if (!json) return std::nullopt;
  try {
    LedgerEntry entry{.time = json->at("time").get<std::string>(),
                      .vendor = json->at("vendor").get<std::string>(),
                      .model = json->at("model").get<std::string>(),
                      .key = json->at("key").get<std::string>(),
                      .subject = json->at("subject").get<std::string>(),
                      .outcome = json->at("outcome").get<std::string>(),
                      .credits = json->at("credits").get<double>(),
                      .usd = std::nullopt};
    if (!json->at("usd").is_null()) entry.usd = json->at("usd").get<double>();
    return entry;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace vina
