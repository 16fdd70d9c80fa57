// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/warning.h"
#include "wrap/espeak/espeak.h"

namespace vina {

struct VoiceChoice {
  std::string identifier;         ///< for eSpeak NG ("gmw/en-US")
  std::string name;               ///< for people ("English_(America)")
  std::string language;           ///< BCP 47 ("en-US")
  std::vector<Warning> warnings;  ///< the voice cannot really read the text
};

/// The best of `voices` for a text. `language` is a BCP 47 tag: the voice of that language, else of the language with
/// ever less behind the hyphens ("de-CH" -> "de"). If it is empty, the text's dominant script decides; Latin script
/// means American English. Pure. Throws Error (kInvalidOption) for a language without a voice.
VoiceChoice choose_voice(std::span<const espeak::Voice> voices, const std::string& language, std::string_view text);

/// "pt-br" -> "pt-BR", "cmn" -> "zh".
std::string to_bcp47(std::string_view espeak_language);

/// The language that a text in this script most likely is, by its dominant script alone: "ar", "ru", "zh"; "en" for
/// Latin script, and for one without a language of its own here.
std::string language_of_script(std::string_view text);

/// "PT_br" -> "pt-BR"; empty if it is not a BCP 47 tag (or empty).
std::string normalised_language(std::string_view tag);

}  // namespace vina
