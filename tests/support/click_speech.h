// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/cancellation.h"
#include "base/media_time.h"
#include "speech/narration.h"
#include "speech/speech_provider.h"

namespace vina {

/// A voice that clicks once for each word, so that a test can find every word in the finished sound. Words are what
/// stands between ASCII spaces and last 300 ms each; a click is the word's first millisecond, a 3 kHz square wave.
/// 200 ms of silence lie before the first item and between items.
class ClickSpeech final : public SpeechProvider {
 public:
  static constexpr Samples kWord = milliseconds(300);
  static constexpr Samples kClick = milliseconds(1);
  static constexpr Samples kPause = milliseconds(200);

  Narration narrate(const SpeechRequest& request, std::stop_token stop) override {
    throw_if_stopped(stop);
    const auto sound = std::make_shared<PcmSpool>();
    Narration narration;
    for (std::size_t item = 0; item < request.talks.size(); ++item) {
      sound->append(std::vector<std::int16_t>(static_cast<std::size_t>(kPause.count())));
      const Samples start = sound->length();
      const std::string& talk = request.talks[item];
      std::size_t begin = talk.find_first_not_of(' ');
      while (begin != std::string::npos) {
        const std::size_t end = std::min(talk.find(' ', begin), talk.size());
        narration.words.push_back({item, {begin, end}, sound->length(), sound->length() + kWord});
        append_click(*sound);
        begin = talk.find_first_not_of(' ', end);
      }
      narration.items.push_back({start, sound->length()});
    }
    narration.sound = sound;
    narration.voice = "clicks";
    narration.language = request.language.empty() ? "en" : request.language;
    return narration;
  }

 private:
  static void append_click(PcmSpool& sound) {
    std::vector<std::int16_t> samples(static_cast<std::size_t>(kWord.count()));
    for (std::size_t index = 0; index < static_cast<std::size_t>(kClick.count()); ++index) {
      samples[index] = index / 8 % 2 == 0 ? 24'000 : -24'000;
    }
    sound.append(samples);
  }
};

}  // namespace vina
