// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/pcm_spool.h"
#include "speech/elevenlabs/alignment_mapper.h"
#include "speech/elevenlabs/elevenlabs_answer.h"
#include "speech/elevenlabs/elevenlabs_settings.h"
#include "speech/elevenlabs/sent_text.h"
#include "speech/narration.h"
#include "speech/word_alignment.h"

namespace vina {

/// Puts the narration of a slide together from the sounds of its requests, in order.
class NarrationBuilder {
 public:
  /// `talks` must outlive the builder. `language` is a BCP 47 tag.
  NarrationBuilder(std::span<const std::string> talks, std::string language);

  /// Appends the sound of `sent` and finds its words. Parts are 200 ms apart. Throws Error as append_sound does; a
  /// part that threw may be added again.
  void add_part(const SentText& sent, std::string_view sound, const ElevenLabsFormat& format,
                const SpeechDetails& details, const std::stop_token& stop);

  Narration finish();

 private:
  std::vector<ItemWord> words_of(const SentText& sent) const;

  std::span<const std::string> talks_;
  std::string language_;
  std::vector<std::vector<TextSpan>> words_;  ///< of each talk
  std::shared_ptr<PcmSpool> sound_ = std::make_shared<PcmSpool>();
  std::vector<std::optional<SpokenItem>> items_;  ///< in sound_, where they have been spoken
  std::vector<std::vector<VoiceMark>> marks_;     ///< of each talk, in sound_
  bool first_part_ = true;
  bool estimated_ = false;
};

}  // namespace vina
