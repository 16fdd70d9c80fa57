// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <optional>
#include <string_view>

#include <nlohmann/json.hpp>

namespace vina {

/// Parses one of the store's own JSON objects. Nothing for a text that is no JSON object, or one nested more than 64
/// deep, which would need a deep stack to be written again.
inline std::optional<nlohmann::json> parse_json_object(std::string_view text) {
  constexpr int kDeepest = 64;
  bool too_deep = false;
  const auto heed_depth = [&too_deep](int depth, nlohmann::json::parse_event_t, const nlohmann::json&) {
    too_deep = too_deep || depth > kDeepest;
    return !too_deep;
  };
  nlohmann::json json = nlohmann::json::parse(text, heed_depth, false);
  if (too_deep || !json.is_object()) return std::nullopt;
  return json;
}

}  // namespace vina
