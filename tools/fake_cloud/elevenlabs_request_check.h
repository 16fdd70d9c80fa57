// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "fake_cloud/encoded_sound.h"
#include "fake_cloud/exchange.h"
#include "fake_cloud/options.h"
#include "fake_cloud/vendor.h"

namespace vina::fake {

struct ElevenLabsModel {
  std::string id;
  std::size_t longest_text = 10'000;  ///< in characters
  double credits_per_character = 1.0;
  bool is_turbo = false;  ///< its group of concurrency
  bool stitches = true;   ///< accepts previous_text and the like
  bool takes_break_tags = true;
  bool obeys_speed = true;
};

const std::vector<ElevenLabsModel>& elevenlabs_models();
const ElevenLabsModel* find_elevenlabs_model(std::string_view id);

/// Unicode code points of valid UTF-8.
std::size_t count_characters(std::string_view text);

/// A refusal in the current shape. `field` names the parameter, where there is one.
Refusal elevenlabs_refusal(int status, const std::string& code, const std::string& message);
/// HTTP 422, the list shape.
Refusal elevenlabs_invalid(const Json& place, const std::string& message, const std::string& type);

/// Judges output_format and its fellows in the query.
std::optional<Refusal> check_speech_query(const Request& request, const ElevenLabsOptions& options);
/// Judges the body by itself, by its model, and by the ids of earlier requests.
std::optional<Refusal> check_speech_body(const Json& body, const std::set<std::string>& request_ids);

}  // namespace vina::fake
