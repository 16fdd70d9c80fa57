// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/media_time.h"
#include "fake_cloud/encoded_sound.h"
#include "fake_cloud/exchange.h"
#include "fake_cloud/kept_content.h"
#include "fake_cloud/marked_up_text.h"
#include "speech/speech_provider.h"

namespace vina::fake {

struct SpeechOrder {
  std::string text;  ///< with markup, valid UTF-8
  Markup markup = Markup::kBreakTags;
  std::string language;  ///< ISO 639-1; empty: told from the text
  int words_per_minute = 160;
  SoundFormat format;
  bool gapless_mp3 = false;
  bool tags_in_alignment = false;
};

/// What with-timestamps gives, before it becomes JSON.
struct Recording {
  std::string audio;  ///< a file of the order's format
  Json alignment;     ///< three arrays, of the text as sent
  Json normalized;    ///< of the text as spoken: numbers written out, a space in front and behind
};

/// The offline voice in the place of ElevenLabs'. The same order gives the same bytes. Thread-safe.
class SpeechStudio {
 public:
  SpeechStudio();

  /// Throws Error (kInvalidOption) for a language without a voice, else (kMedia, kStorage).
  std::shared_ptr<const Recording> record(const SpeechOrder& order);

 private:
  Recording make(const SpeechOrder& order);

  std::unique_ptr<SpeechProvider> voice_;
  Kept<Recording> recordings_;
};

}  // namespace vina::fake
