// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "remote/http_message.h"
#include "speech/elevenlabs/character_times.h"
#include "speech/elevenlabs/elevenlabs_settings.h"

namespace vina {

/// What `with-timestamps` answers with.
struct ElevenLabsAnswer {
  std::string sound;
  std::string details;  ///< as kept with the asset: a JSON object with what is in SpeechDetails
};

/// Reads a successful answer; nothing if it is not the service's JSON with a sound in it (a proxy's page, a text cut
/// off in the middle). Never throws.
std::optional<ElevenLabsAnswer> read_speech_answer(const HttpResponse& response, ElevenLabsFormat::Coding coding);

/// Whether `sound` starts like what was asked for. Raw samples have no mark, but must be whole ones.
bool is_sound(std::string_view sound, ElevenLabsFormat::Coding coding);

/// What is kept beside a sound: when its characters are spoken, and what was billed.
struct SpeechDetails {
  CharacterTimes alignment;             ///< of the text that was sent; empty where the service gave none
  CharacterTimes normalized_alignment;  ///< of the text as it is spoken; the same
};
/// Never throws; what cannot be read is empty.
SpeechDetails read_speech_details(std::string_view details);

/// What the details of a kept sound say of its price.
struct SpeechBill {
  std::optional<double> credits;  ///< as billed; nothing where the service did not say
  bool is_recovered = false;      ///< taken from the history: its charge is that of an earlier call
};
/// Never throws; what cannot be read is left out.
SpeechBill read_speech_bill(std::string_view details);

/// The credits the answer's headers say were billed: `character-cost`, else `x-character-count`; neither is promised.
std::optional<double> billed_credits(const HttpResponse& response);

}  // namespace vina
