// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/narration_builder.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "speech/elevenlabs/item_cuts.h"
#include "speech/elevenlabs/speech_sound.h"

namespace vina {
namespace {

constexpr Samples kBetweenParts = milliseconds(200);
constexpr Samples kShortestItem = milliseconds(1);

void append_silence(PcmSpool& sound, Samples length) {
  sound.append(std::vector<std::int16_t>(static_cast<std::size_t>(std::max<std::int64_t>(length.count(), 0))));
}

}  // namespace

NarrationBuilder::NarrationBuilder(std::span<const std::string> talks, std::string language)
    : talks_{talks}, language_{std::move(language)}, items_(talks.size()), marks_(talks.size()) {
  for (const std::string& talk : talks) words_.push_back(split_into_words(talk, language_));
}

/// The words that lie in the part, cut to it: one that is longer than a request may be lies in two.
std::vector<ItemWord> NarrationBuilder::words_of(const SentText& sent) const {
  std::vector<TextSpan> ranges(talks_.size());
  for (const SentCharacter& character : sent.characters) {
    TextSpan& range = ranges[character.item];
    if (character.in_talk.size() == 0) continue;
    if (range.size() == 0) range.begin = character.in_talk.begin;
    range.end = character.in_talk.end;
  }
  std::vector<ItemWord> words;
  for (std::size_t item = 0; item < talks_.size(); ++item) {
    for (const TextSpan& word : words_[item]) {
      const TextSpan inside{std::max(word.begin, ranges[item].begin), std::min(word.end, ranges[item].end)};
      if (inside.begin < inside.end) words.push_back({item, inside, {}, {}});
    }
  }
  return words;
}

void NarrationBuilder::add_part(const SentText& sent, std::string_view sound, const ElevenLabsFormat& format,
                                const SpeechDetails& details, const std::stop_token& stop) {
  if (!first_part_) append_silence(*sound_, kBetweenParts);
  const Samples begin = sound_->length();
  const SoundLevels levels = append_sound(sound, format, *sound_, stop);
  first_part_ = false;

  std::vector<ItemWord> words = words_of(sent);
  if (words.empty()) return;
  estimated_ |= set_word_times(words, sent, details, levels, language_) == WordTimes::kEstimate;
  const std::vector<SpokenItem> cuts = cut_items(words, levels);
  std::size_t cut = 0;
  for (std::size_t index = 0; index < words.size(); ++index) {
    const ItemWord& word = words[index];
    if (index > 0 && words[index - 1].item != word.item) ++cut;
    marks_[word.item].push_back({word.text, word.start + begin, word.end + begin});
    std::optional<SpokenItem>& item = items_[word.item];
    if (!item) item = SpokenItem{cuts[cut].start + begin, {}};
    item->end = cuts[cut].end + begin;
  }
}

Narration NarrationBuilder::finish() {
  Narration narration;
  Samples earliest;
  for (std::size_t item = 0; item < talks_.size(); ++item) {
    SpokenItem spoken = items_[item].value_or(SpokenItem{earliest, earliest});
    spoken.start = std::max(spoken.start, earliest);
    spoken.end = std::max(spoken.end, spoken.start + kShortestItem);
    for (const AlignedWord& word : align_words(talks_[item], words_[item], marks_[item], spoken.start, spoken.end)) {
      narration.words.push_back({item, word.text, word.start, word.end});
    }
    narration.items.push_back(spoken);
    earliest = spoken.end;
  }
  append_silence(*sound_, earliest - sound_->length());
  if (estimated_) {
    narration.warnings.push_back(
        {"", "the voice came without word times that fit its text: captions and bullets follow an estimate", false});
  }
  narration.sound = sound_;
  narration.language = language_;
  return narration;
}

}  // namespace vina
