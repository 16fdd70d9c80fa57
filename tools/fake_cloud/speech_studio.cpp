// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/speech_studio.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <stop_token>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "fake_cloud/written_out.h"
#include "speech/espeak_speech.h"
#include "wrap/icu/segments.h"

namespace vina::fake {
namespace {

constexpr Samples kTail = milliseconds(180);

/// The three arrays of one alignment under construction.
class TimedCharacters {
 public:
  void add(std::string_view character, Samples start, Samples end) {
    characters_.emplace_back(character);
    starts_.push_back(seconds(start));
    ends_.push_back(seconds(end));
  }
  /// Each of `characters` has the same part of the time.
  void add_evenly(std::span<const std::string> characters, Samples start, Samples end) {
    const auto count = static_cast<std::int64_t>(characters.size());
    const auto border = [&](std::int64_t i) { return start + Samples{(end - start).count() * i / count}; };
    for (std::int64_t i = 0; i < count; ++i) add(characters[static_cast<std::size_t>(i)], border(i), border(i + 1));
  }
  Json json() const {
    return {{"characters", characters_},
            {"character_start_times_seconds", starts_},
            {"character_end_times_seconds", ends_}};
  }

 private:
  /// To the millisecond, as the wire has it.
  static double seconds(Samples position) { return static_cast<double>(to_milliseconds(position)) / 1000.0; }

  std::vector<std::string> characters_;
  std::vector<double> starts_;
  std::vector<double> ends_;
};

std::vector<std::string> characters_of(std::string_view text) {
  std::vector<std::string> characters;
  for (const TextSpan& span : icu::graphemes(text)) characters.emplace_back(span.of(text));
  return characters;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// A word, or the white space between two, with its time in the whole sound.
struct Stretch {
  TextSpan text;
  Samples start;
  Samples end;
  bool word = false;
};

/// Covers all of the piece's text and all of its time.
std::vector<Stretch> stretches_of(const std::string& text, std::span<const SpokenWord> words, Samples begin,
                                  Samples end) {
  std::vector<Stretch> stretches;
  std::size_t at = 0;
  Samples time = begin;
  for (const SpokenWord& word : words) {
    const Samples start = std::clamp(begin + word.start, time, end);
    if (word.text.begin > at) stretches.push_back({{at, word.text.begin}, time, start, false});
    const Samples stop = std::clamp(begin + word.end, start, end);
    // A word that starts the piece also has the time before it can be heard.
    stretches.push_back({word.text, at == 0 && word.text.begin == 0 ? time : start, stop, true});
    at = word.text.end;
    time = stop;
  }
  if (at < text.size()) stretches.push_back({{at, text.size()}, time, end, false});
  return stretches;
}

void align_sent(const SpokenPiece& piece, std::span<const Stretch> stretches, Samples begin, bool with_tags,
                TimedCharacters& alignment) {
  auto character = piece.characters.begin();
  Samples time = begin;
  for (const Stretch& stretch : stretches) {
    std::vector<std::string> sent;
    for (; character != piece.characters.end() && character->spoken.begin < stretch.text.end; ++character) {
      if (!character->of_tag || with_tags) sent.push_back(character->text);
    }
    if (!sent.empty()) alignment.add_evenly(sent, stretch.start, stretch.end);
    time = stretch.end;
  }
  for (; character != piece.characters.end(); ++character) {
    if (with_tags) alignment.add(character->text, time, time);
  }
}

void align_normalized(const std::string& text, std::span<const Stretch> stretches, TimedCharacters& alignment) {
  for (const Stretch& stretch : stretches) {
    const std::string spoken = stretch.word ? written_out(stretch.text.of(text)) : std::string{" "};
    const std::vector<std::string> characters = characters_of(spoken);
    if (!characters.empty()) alignment.add_evenly(characters, stretch.start, stretch.end);
  }
}

void append_silence(std::vector<std::int16_t>& sound, Samples length) {
  sound.resize(sound.size() + static_cast<std::size_t>(length.count()));
}

}  // namespace

SpeechStudio::SpeechStudio() : voice_{make_espeak_speech()} {}

std::shared_ptr<const Recording> SpeechStudio::record(const SpeechOrder& order) {
  const std::string key = fmt::format("{}/{}/{}/{}/{}/{}/{}/{}/{}", static_cast<int>(order.markup), order.language,
                                      order.words_per_minute, static_cast<int>(order.format.kind), order.format.rate_hz,
                                      order.format.bit_rate, order.gapless_mp3, order.tags_in_alignment, order.text);
  return recordings_.get(
      key, [&] { return make(order); },
      [](const Recording& recording) { return recording.audio.size() + recording.alignment.size() * 1000; });
}

Recording SpeechStudio::make(const SpeechOrder& order) {
  std::vector<std::int16_t> sound;
  TimedCharacters alignment;
  TimedCharacters normalized;
  const auto now = [&] { return Samples{static_cast<std::int64_t>(sound.size())}; };
  normalized.add(" ", now(), now());
  for (const SpokenPiece& piece : read_markup(order.text, order.markup)) {
    const Samples begin = now();
    std::vector<Stretch> stretches;
    if (is_blank(piece.text)) {
      if (!piece.text.empty()) stretches.push_back({{0, piece.text.size()}, begin, begin, false});
    } else {
      const Narration narration =
          voice_->narrate({{piece.text}, order.language, order.words_per_minute}, std::stop_token{});
      const Samples length = narration.items.at(0).end + kTail;
      sound.resize(static_cast<std::size_t>((begin + length).count()));
      narration.sound->read(Samples{0}, std::span{sound}.subspan(static_cast<std::size_t>(begin.count())));
      stretches = stretches_of(piece.text, narration.words, begin, begin + narration.items.at(0).end);
    }
    align_sent(piece, stretches, begin, order.tags_in_alignment, alignment);
    align_normalized(piece.text, stretches, normalized);
    append_silence(sound, milliseconds(piece.pause_after.count()));
  }
  if (sound.empty()) append_silence(sound, milliseconds(250));
  normalized.add(" ", now(), now());
  return {encode_sound(sound, order.format, order.gapless_mp3), alignment.json(), normalized.json()};
}

}  // namespace vina::fake
