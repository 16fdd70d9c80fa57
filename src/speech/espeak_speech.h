// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "speech/speech_provider.h"

namespace vina {

/// The offline voice, eSpeak NG. Each talk is spoken by itself, so where it starts and ends is exact; the items of a
/// slide follow each other after 100 ms of silence. Needs no key and no network; 3 minutes take a fraction of a second.
/// Throws Error (kMedia) if its data is not installed.
std::unique_ptr<SpeechProvider> make_espeak_speech();

/// For `vina doctor`: one entry a voice.
struct EspeakVoice {
  std::string language;  ///< BCP 47 ("en-US")
  std::string name;      ///< ("English (America)")
};
/// All voices, by language. Throws Error (kMedia) if the data is not installed.
std::vector<EspeakVoice> espeak_voices();

/// The library's version ("1.51").
std::string espeak_version();

}  // namespace vina
