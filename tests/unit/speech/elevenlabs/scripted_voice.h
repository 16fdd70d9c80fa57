// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/media_time.h"
#include "speech/elevenlabs/character_times.h"
#include "speech/elevenlabs/sent_text.h"
#include "wrap/icu/segments.h"

namespace vina {

/// A voice whose every word is a tone, so that a test knows where each character is spoken. Each grapheme takes 70 ms;
/// spaces between words are 60 ms of silence, the empty line between items 600 ms.
struct ScriptedSpeech {
  std::string pcm;  ///< 48,000 Hz, 16 bit
  CharacterTimes alignment;
  std::map<std::pair<std::size_t, std::size_t>, Samples> starts;  ///< by item and byte of its talk

  Samples length() const { return Samples{static_cast<std::int64_t>(pcm.size() / 2)}; }
};

inline ScriptedSpeech speak_scripted(const SentText& sent, Samples lead = milliseconds(120), int noise = 0) {
  ScriptedSpeech speech;
  Samples now;
  std::uint32_t random = 1;
  const auto append = [&](Samples length, bool tone) {
    for (std::int64_t i = 0; i < length.count(); ++i) {
      random = random * 1'664'525U + 1'013'904'223U;
      double value = noise == 0 ? 0.0 : static_cast<double>(random >> 16U) / 65'536.0 * 2.0 * noise - noise;
      if (tone) value += 9'000.0 * std::sin(static_cast<double>(i) * 0.05);
      const auto sample = static_cast<std::uint16_t>(static_cast<std::int16_t>(value));
      speech.pcm += static_cast<char>(sample & 0xFFU);
      speech.pcm += static_cast<char>(sample >> 8U);
    }
    now += length;
  };
  append(lead, false);
  std::size_t character = 0;
  std::size_t byte = 0;
  for (const TextSpan& grapheme : icu::graphemes(sent.text)) {
    const std::string text{grapheme.of(sent.text)};
    const bool silent = text == " " || text == "\n";
    const Samples start = now;
    append(milliseconds(text == "\n" ? 300 : silent ? 60 : 70), !silent);
    speech.alignment.push_back({text, start, now});
    // Where each byte of the talks is spoken.
    for (; byte < grapheme.end; ++character) {
      const SentCharacter& sent_character = sent.characters[character];
      speech.starts.try_emplace({sent_character.item, sent_character.in_talk.begin}, start);
      std::size_t size = 1;
      while (byte + size < sent.text.size() && (static_cast<unsigned char>(sent.text[byte + size]) & 0xC0) == 0x80)
        ++size;
      byte += size;
    }
  }
  append(milliseconds(150), false);
  return speech;
}

}  // namespace vina
