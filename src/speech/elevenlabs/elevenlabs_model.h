// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <string>

namespace vina {

/// What a model of ElevenLabs takes. Sending one what it does not take is an error of the service, or is ignored there.
struct ElevenLabsModel {
  std::string id;
  std::size_t longest_text = 3'000;  ///< characters in one request
  bool takes_context = false;        ///< previous_text and next_text
  bool takes_language = false;       ///< language_code
  bool takes_speed = false;          ///< voice_settings.speed
  bool steps_of_stability = false;   ///< stability is 0, 0.5 or 1
  bool speaks_english_only = false;
};

/// The model of that id. One that is not known here gets the least that every model takes.
ElevenLabsModel elevenlabs_model(const std::string& id);

}  // namespace vina
