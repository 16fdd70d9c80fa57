// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/espeak_speech.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/cancellation.h"
#include "base/error.h"
#include "speech/talk_recorder.h"
#include "speech/voice_choice.h"
#include "speech/word_alignment.h"
#include "wrap/espeak/espeak.h"
#include "wrap/ffmpeg/resampler.h"
#include "wrap/icu/characters.h"
#include "wrap/icu/utf8.h"

namespace vina {
namespace {

constexpr Samples kBetweenItems = milliseconds(100);
constexpr int kSlowest = 80;
constexpr int kFastest = 300;

/// A talk as eSpeak NG may read it, with a way back from its characters to the talk's bytes.
struct ReadableTalk {
  std::string text;
  std::vector<std::size_t> bytes;  ///< of each character of `text` and of its end, in the talk

  TextSpan in_talk(const espeak::Word& word) const {
    const std::size_t end = std::min(word.position + std::max<std::size_t>(word.length, 1), bytes.size() - 1);
    return {bytes[word.position], bytes[end]};
  }
};

/// Control characters start eSpeak NG's embedded commands, and it keeps the private use area for itself.
bool is_readable(std::optional<char32_t> character) {
  if (!character) return false;
  const char32_t c = *character;
  const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  const bool private_use = (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
  const bool variation_selector = c >= 0xFE00 && c <= 0xFE0F;
  return !control && !private_use && !variation_selector;
}

/// A voice that reads characters one by one tells where each of them starts, and spaces would spoil its tones.
bool speaks_character_by_character(std::string_view language) {
  return language == "zh" || language == "yue" || language == "hak";
}

/// In scripts without spaces eSpeak NG takes a whole clause for one word; spaces between the words give each its time.
ReadableTalk make_readable(std::string_view talk, std::span<const TextSpan> words, bool space_between_words) {
  ReadableTalk readable;
  readable.text.reserve(talk.size());
  const auto add = [&](std::string_view character, std::size_t byte) {
    readable.text += character;
    readable.bytes.push_back(byte);
  };
  auto word = words.begin();
  bool after_space = true;
  for (std::size_t position = 0; position < talk.size();) {
    const std::size_t begin = position;
    const std::optional<char32_t> character = icu::next_character(talk, position);
    while (word != words.end() && word->begin < begin) ++word;
    const bool at_word = word != words.end() && word->begin == begin;
    if (space_between_words && at_word && !after_space) add(" ", begin);
    add(is_readable(character) ? talk.substr(begin, position - begin) : " ", begin);
    after_space = !character || icu::is_breaking_space(*character);
  }
  readable.bytes.push_back(talk.size());
  return readable;
}

std::string name_for_people(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

class EspeakSpeech final : public SpeechProvider {
 public:
  EspeakSpeech() : voices_{espeak::voices()} {}

  Narration narrate(const SpeechRequest& request, std::stop_token stop) override {
    if (request.words_per_minute < kSlowest || request.words_per_minute > kFastest) {
      throw Error{ErrorKind::kInvalidOption,
                  fmt::format("--rate: a speaking rate of {} words a minute is out of range: choose {} to {}",
                              request.words_per_minute, kSlowest, kFastest)};
    }
    std::string all_talks;
    for (const std::string& talk : request.talks) all_talks += talk + "\n";
    VoiceChoice voice = choose_voice(voices_, request.language, all_talks);

    Narration narration;
    const auto sound = std::make_shared<PcmSpool>();
    for (std::size_t item = 0; item < request.talks.size(); ++item) {
      if (item > 0) sound->append(std::vector<std::int16_t>(static_cast<std::size_t>(kBetweenItems.count())));
      speak_item(request, voice, item, *sound, narration, stop);
    }
    narration.sound = sound;
    narration.voice = "espeak-ng " + voice.language;
    narration.language = voice.language;
    narration.warnings = std::move(voice.warnings);
    return narration;
  }

 private:
  static void speak_item(const SpeechRequest& request, const VoiceChoice& voice, std::size_t item, PcmSpool& sound,
                         Narration& narration, const std::stop_token& stop) {
    throw_if_stopped(stop);
    const std::string& talk = request.talks[item];
    const std::vector<TextSpan> words = split_into_words(talk, voice.language);
    const ReadableTalk readable = make_readable(talk, words, !speaks_character_by_character(voice.language));
    TalkRecorder recorder{sound};
    std::optional<ffmpeg::Resampler> resampler;
    espeak::speak({readable.text, voice.identifier, request.words_per_minute},
                  {.on_sound =
                       [&](int rate_hz, std::span<const std::int16_t> samples) {
                         if (!resampler) resampler.emplace(rate_hz);
                         recorder.append(resampler->convert(samples));
                       },
                   .on_word =
                       [&](const espeak::Word& word) {
                         if (word.position + 1 >= readable.bytes.size()) return;
                         recorder.mark(readable.in_talk(word), milliseconds(word.milliseconds));
                       }},
                  stop);
    if (resampler) recorder.append(resampler->flush());

    const TalkRecorder::Recording recording = recorder.finish();
    narration.items.push_back(recording.item);
    for (const AlignedWord& word :
         align_words(talk, words, recording.marks, recording.item.start, recording.item.end)) {
      narration.words.push_back({item, word.text, word.start, word.end});
    }
  }

  const std::vector<espeak::Voice> voices_;
};

}  // namespace

std::unique_ptr<SpeechProvider> make_espeak_speech() {
  return std::make_unique<EspeakSpeech>();
}

std::vector<EspeakVoice> espeak_voices() {
  std::vector<EspeakVoice> voices;
  for (const espeak::Voice& voice : espeak::voices()) {
    if (voice.languages.empty()) continue;
    voices.push_back({to_bcp47(voice.languages.front()), name_for_people(voice.name)});
  }
  std::sort(voices.begin(), voices.end(), [](const EspeakVoice& a, const EspeakVoice& b) {
    return std::tie(a.language, a.name) < std::tie(b.language, b.name);
  });
  return voices;
}

std::string espeak_version() {
  return espeak::version();
}

}  // namespace vina
