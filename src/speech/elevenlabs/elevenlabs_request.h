// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/warning.h"
#include "remote/http_message.h"
#include "speech/elevenlabs/elevenlabs_settings.h"
#include "speech/elevenlabs/sent_text.h"
#include "speech/speech_provider.h"

namespace vina {

/// Note [Context is not part of the key]
/// previous_text and next_text let a voice go on in the tone of the slide before, and so shape the sound a little. They
/// are left out of the asset's key all the same: a slide whose sentence is edited would else make both of its
/// neighbours be paid again, for a difference that nobody hears. The key names what is said, by whom and how; the
/// context only smooths the speech when it must be made anyway.

/// One paid request.
struct SpeechAsk {
  SentText sent;
  nlohmann::json body;   ///< of the POST
  nlohmann::json asset;  ///< names the asset: everything in `body` but the context, with vendor, voice and format
};

/// What narrating `request` takes, in order; usually one, more for a slide that is longer than one request may be.
struct SpeechAsks {
  std::vector<SpeechAsk> asks;
  std::string language;  ///< BCP 47: that of the request, else told from the script
  std::vector<Warning> warnings;
};

/// Throws Error (kInvalidOption) for a speaking rate outside of 80 to 300 words a minute and for what is no language
/// tag. A rate of 160 is the voice's own speed; one that the model cannot speak is brought into its range (0.7 to 1.2
/// times that) with a warning. `settings` are valid. Pure.
SpeechAsks make_speech_asks(const SpeechRequest& request, const ElevenLabsSettings& settings);

/// The POST for one ask.
HttpRequest make_speech_post(const SpeechAsk& ask, const ElevenLabsSettings& settings);
/// A GET of `path` ("/v1/models"), which is free.
HttpRequest make_elevenlabs_get(const std::string& path, const ElevenLabsSettings& settings);

/// The characters that will be billed.
std::size_t count_characters(const SpeechAsk& ask);

}  // namespace vina
