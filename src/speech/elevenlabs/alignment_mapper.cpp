// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/alignment_mapper.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "speech/elevenlabs/sequence_match.h"
#include "speech/elevenlabs/time_sharing.h"
#include "speech/word_alignment.h"
#include "wrap/icu/characters.h"
#include "wrap/icu/utf8.h"

namespace vina {
namespace {

/// What is the same to a voice compares equal: case, width, and white space of any kind.
std::uint32_t folded(char32_t character) {
  if (icu::is_breaking_space(character) || character == 0xA0) return ' ';
  if (character >= 0xFF01 && character <= 0xFF5E) character -= 0xFF00 - 0x20;
  return static_cast<std::uint32_t>(icu::fold_case(character));
}

/// The code points of an alignment, each with the element it comes from.
struct AlignedText {
  std::vector<std::uint32_t> characters;
  std::vector<std::size_t> elements;

  explicit AlignedText(const CharacterTimes& times) {
    for (std::size_t element = 0; element < times.size(); ++element) {
      const std::string& text = times[element].text;
      for (std::size_t position = 0; position < text.size();) {
        add(folded(icu::next_character(text, position).value_or(U'\uFFFD')), element);
      }
    }
  }

  void add(std::uint32_t character, std::size_t element) {
    characters.push_back(character);
    elements.push_back(element);
  }

  /// The same with "<" in place of "&lt;". Which of the two is right depends on whether the talk had that in it.
  AlignedText without_escapes() const {
    AlignedText plain{{}};
    for (std::size_t index = 0; index < characters.size();) {
      const Escape* escape = escape_at(index);
      plain.add(escape != nullptr ? static_cast<std::uint32_t>(escape->meant) : characters[index], elements[index]);
      index += escape != nullptr ? escape->written.size() : 1;
    }
    return plain;
  }

 private:
  struct Escape {
    std::u32string_view written;
    char32_t meant;
  };

  const Escape* escape_at(std::size_t index) const {
    static constexpr Escape kEscapes[] = {{U"&lt;", U'<'}, {U"&gt;", U'>'}, {U"&amp;", U'&'}};
    for (const Escape& escape : kEscapes) {
      const bool fits = characters.size() - index >= escape.written.size();
      const auto begin = characters.begin() + static_cast<std::ptrdiff_t>(index);
      if (fits && std::equal(escape.written.begin(), escape.written.end(), begin)) return &escape;
    }
    return nullptr;
  }
};

/// The element of the alignment for each character that was sent, if it has one with a time.
std::vector<std::optional<std::size_t>> match_characters(const SentText& sent, const CharacterTimes& times) {
  AlignedText aligned{times};
  std::vector<std::uint32_t> characters;
  characters.reserve(sent.characters.size());
  for (const SentCharacter& character : sent.characters) characters.push_back(folded(character.character));
  std::vector<Match> matches = match_sequences(characters, aligned.characters);
  if (AlignedText plain = aligned.without_escapes(); plain.characters.size() != aligned.characters.size()) {
    std::vector<Match> better = match_sequences(characters, plain.characters);
    // What was escaped and what was not differ in what is left over.
    if (better.size() * 2 + aligned.characters.size() > matches.size() * 2 + plain.characters.size()) {
      matches = std::move(better);
      aligned = std::move(plain);
    }
  }
  std::vector<std::optional<std::size_t>> elements(characters.size());
  for (const Match& match : matches) {
    const std::size_t element = aligned.elements[match.right];
    if (times[element].start) elements[match.left] = element;
  }
  return elements;
}

/// Times that are known are worth something if they spread over the sound.
bool spread_out(std::span<const WordSlot> slots, const SoundLevels& levels) {
  std::optional<Samples> first;
  Samples last;
  for (const WordSlot& slot : slots) {
    if (!slot.start) continue;
    if (!first) first = slot.start;
    last = slot.end.value_or(*slot.start);
  }
  if (!first) return false;
  const Samples begin = levels.first_audible(Samples{0}, levels.length()).value_or(Samples{0});
  const Samples end = levels.last_audible(Samples{0}, levels.length()).value_or(levels.length());
  return slots.size() == 1 || last - *first >= Samples{(end - begin).count() / 4};
}

std::vector<WordSlot> empty_slots(std::span<const ItemWord> words) {
  std::vector<WordSlot> slots;
  slots.reserve(words.size());
  for (const ItemWord& word : words) slots.push_back({.weight = static_cast<std::int64_t>(word.text.size()) + 1});
  return slots;
}

/// What the alignment of the sent text says; nothing if it is not about this text.
std::optional<std::vector<WordSlot>> slots_from_alignment(std::span<const ItemWord> words, const SentText& sent,
                                                          const CharacterTimes& times, const SoundLevels& levels) {
  const auto elements = match_characters(sent, times);
  std::vector<WordSlot> slots = empty_slots(words);
  std::size_t all_visible = 0;
  std::size_t all_matched = 0;
  std::size_t index = 0;
  for (std::size_t word = 0; word < words.size(); ++word) {
    const auto lies_before = [&](const SentCharacter& character) {
      return character.item < words[word].item ||
             (character.item == words[word].item && character.in_talk.begin < words[word].text.begin);
    };
    const auto lies_inside = [&](const SentCharacter& character) {
      return character.item == words[word].item && character.in_talk.begin < words[word].text.end;
    };
    while (index < sent.characters.size() && lies_before(sent.characters[index])) ++index;
    std::size_t visible = 0;
    std::size_t matched = 0;
    WordSlot& slot = slots[word];
    for (; index < sent.characters.size() && lies_inside(sent.characters[index]); ++index) {
      if (icu::is_invisible(sent.characters[index].character)) continue;
      ++visible;
      if (!elements[index]) continue;
      ++matched;
      const TimedCharacter& timed = times[*elements[index]];
      if (!slot.start) slot.start = timed.start;
      slot.end = timed.end;
    }
    all_visible += visible;
    all_matched += matched;
    // A few letters in common are chance.
    if (matched * 2 < visible) slot.start.reset();
    if (!slot.start) slot.end.reset();
  }
  if (all_matched * 5 < all_visible * 3 || !spread_out(slots, levels)) return std::nullopt;
  return slots;
}

/// A word as it compares: its letters and digits alone.
std::u32string bare(std::string_view word) {
  std::u32string letters;
  std::u32string signs;
  for (std::size_t position = 0; position < word.size();) {
    const char32_t character = icu::next_character(word, position).value_or(U'\uFFFD');
    if (icu::is_invisible(character)) continue;
    (icu::is_punctuation(character) ? signs : letters) += static_cast<char32_t>(folded(character));
  }
  return letters.empty() ? signs : letters;
}

/// Numbers words, the same ones the same.
class WordNumbers {
 public:
  std::uint32_t number(std::string_view word) {
    return numbers_.try_emplace(bare(word), static_cast<std::uint32_t>(numbers_.size())).first->second;
  }

 private:
  std::map<std::u32string, std::uint32_t> numbers_;
};

/// The words of the text as it is spoken.
struct SpokenText {
  std::string text;
  std::vector<TextSpan> words;
  std::vector<WordSlot> times;

  SpokenText(const CharacterTimes& characters, const std::string& locale) {
    std::vector<std::size_t> begins;
    for (const TimedCharacter& character : characters) {
      begins.push_back(text.size());
      text += character.text;
    }
    words = split_into_words(text, locale);
    for (const TextSpan& word : words) {
      WordSlot slot;
      const auto next = std::upper_bound(begins.begin(), begins.end(), word.begin);
      auto element = static_cast<std::size_t>(next - begins.begin() - 1);
      for (; element < characters.size() && begins[element] < word.end; ++element) {
        if (!characters[element].start) continue;
        if (!slot.start) slot.start = characters[element].start;
        slot.end = characters[element].end;
      }
      times.push_back(slot);
    }
  }
};

/// Words of a talk that have no match, and what is spoken in their place.
struct Gap {
  std::size_t words_begin, words_end;
  std::size_t spoken_begin, spoken_end;
};

/// As many words as are spoken are those; else they share the time.
std::size_t fill_gap(const Gap& gap, const SpokenText& spoken, std::vector<WordSlot>& slots) {
  if (gap.words_end - gap.words_begin == gap.spoken_end - gap.spoken_begin) {
    for (std::size_t word = gap.words_begin; word < gap.words_end; ++word) {
      const WordSlot& times = spoken.times[gap.spoken_begin + word - gap.words_begin];
      slots[word].start = times.start;
      slots[word].end = times.end;
    }
    return gap.words_end - gap.words_begin;
  }
  if (gap.words_begin == gap.words_end || gap.spoken_begin == gap.spoken_end) return 0;
  const std::optional<Samples> begin = spoken.times[gap.spoken_begin].start;
  const std::optional<Samples> end = spoken.times[gap.spoken_end - 1].end;
  if (begin && end && *begin < *end) {
    share_evenly(std::span{slots}.subspan(gap.words_begin, gap.words_end - gap.words_begin), *begin, *end);
  }
  return 0;
}

/// The words as they were sent.
std::vector<std::string> texts_of(std::span<const ItemWord> words, const SentText& sent) {
  std::vector<std::string> texts(words.size());
  std::size_t word = 0;
  std::size_t byte = 0;
  for (const SentCharacter& character : sent.characters) {
    const std::size_t begin = byte;
    icu::next_character(sent.text, byte);
    const auto is_past = [&](const ItemWord& w) {
      return w.item < character.item || (w.item == character.item && w.text.end <= character.in_talk.begin);
    };
    while (word < words.size() && is_past(words[word])) ++word;
    if (word == words.size()) break;
    const bool inside = words[word].item == character.item && words[word].text.begin <= character.in_talk.begin;
    if (inside) texts[word].append(sent.text, begin, byte - begin);
  }
  return texts;
}

std::optional<std::vector<WordSlot>> slots_from_spoken_text(std::span<const ItemWord> words, const SentText& sent,
                                                            const CharacterTimes& times, const SoundLevels& levels,
                                                            const std::string& locale) {
  const SpokenText spoken{times, locale};
  WordNumbers numbers;
  std::vector<std::uint32_t> left;
  for (const std::string& word : texts_of(words, sent)) left.push_back(numbers.number(word));
  std::vector<std::uint32_t> right;
  for (const TextSpan& word : spoken.words) right.push_back(numbers.number(word.of(spoken.text)));

  std::vector<WordSlot> slots = empty_slots(words);
  std::size_t known = 0;
  std::vector<Match> matches = match_sequences(left, right);
  matches.push_back({left.size(), right.size()});
  Match last{0, 0};
  for (const Match& match : matches) {
    known += fill_gap({last.left, match.left, last.right, match.right}, spoken, slots);
    if (match.left < left.size()) {
      slots[match.left].start = spoken.times[match.right].start;
      slots[match.left].end = spoken.times[match.right].end;
      ++known;
    }
    last = {match.left + 1, match.right + 1};
  }
  if (known * 2 < words.size() || !spread_out(slots, levels)) return std::nullopt;
  return slots;
}

}  // namespace

WordTimes set_word_times(std::span<ItemWord> words, const SentText& sent, const SpeechDetails& details,
                         const SoundLevels& levels, const std::string& locale) {
  if (words.empty()) return WordTimes::kAlignment;
  WordTimes from = WordTimes::kAlignment;
  auto slots = slots_from_alignment(words, sent, trusted(details.alignment, levels.length()), levels);
  if (!slots) {
    from = WordTimes::kSpokenText;
    slots = slots_from_spoken_text(words, sent, trusted(details.normalized_alignment, levels.length()), levels, locale);
  }
  if (!slots) {
    from = WordTimes::kEstimate;
    slots = empty_slots(words);
    std::vector<std::size_t> items;
    for (const ItemWord& word : words) items.push_back(word.item);
    estimate_times(*slots, items, levels);
  }
  fill_in_times(*slots, levels);
  for (std::size_t word = 0; word < words.size(); ++word) {
    words[word].start = *(*slots)[word].start;
    words[word].end = *(*slots)[word].end;
  }
  return from;
}

}  // namespace vina
