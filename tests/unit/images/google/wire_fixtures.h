// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <nlohmann/json.hpp>

#include "remote/http_message.h"

namespace vina::testing {

/// The model that the fixtures are answers of.
inline constexpr const char* kModel = "gemini-nano-banana-2.1";

/// A body as the vendor sends it: tests/fixtures/wire/NAME.json.
inline std::string wire_fixture(const std::string& name) {
  std::ifstream file{std::filesystem::path{VINA_SOURCE_DIR} / "tests/fixtures/wire" / (name + ".json")};
  return {std::istreambuf_iterator<char>{file}, {}};
}

inline nlohmann::json wire_json(const std::string& name) {
  return nlohmann::json::parse(wire_fixture(name));
}

inline HttpResponse answer_of(int status, std::string body) {
  return {.status = status, .headers = {{"Content-Type", "application/json"}}, .body = std::move(body)};
}

inline HttpResponse answer_of(int status, const nlohmann::json& body) {
  return answer_of(status, body.dump());
}

}  // namespace vina::testing
