// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/written_json.h"

namespace vina {

using Json = nlohmann::ordered_json;

std::string written_json(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json null_if_empty(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

}  // namespace vina
