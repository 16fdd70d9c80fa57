// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/word_alignment.h"

#include <algorithm>
#include <cassert>
#include <cstdint>

#include "wrap/icu/characters.h"
#include "wrap/icu/segments.h"
#include "wrap/icu/utf8.h"

namespace vina {
namespace {

/// A byte that is not UTF-8 counts as one unknown character.
constexpr char32_t kUnknownCharacter = 0xFFFD;

char32_t first_character(std::string_view text) {
  std::size_t position = 0;
  return icu::next_character(text, position).value_or(kUnknownCharacter);
}

/// Punctuation by its Unicode category, but voices say its name when it stands alone.
bool is_spoken_sign(char32_t character) {
  return std::u32string_view{U"%&@#*/\\§‰"}.find(character) != std::u32string_view::npos;
}

/// Whether a voice says something for this piece of text.
bool is_spoken(std::string_view piece) {
  for (std::size_t position = 0; position < piece.size();) {
    const char32_t character = icu::next_character(piece, position).value_or(kUnknownCharacter);
    if (icu::is_invisible(character)) continue;
    if (!icu::is_punctuation(character) || is_spoken_sign(character)) return true;
  }
  return false;
}

/// The bytes at which dictionary words start that touch a script without spaces, rising.
std::vector<std::size_t> dictionary_word_starts(std::string_view talk, const std::string& locale) {
  std::vector<std::size_t> starts;
  bool after_spaceless = false;
  for (const TextSpan& word : icu::words(talk, locale)) {
    const bool spaceless = icu::is_written_without_spaces(first_character(word.of(talk)));
    if (spaceless || after_spaceless) starts.push_back(word.begin);
    after_spaceless = spaceless;
  }
  return starts;
}

constexpr std::size_t kNowhere = std::string_view::npos;

/// Cuts the talk at white space and at dictionary words; opening punctuation goes with what follows it.
std::vector<TextSpan> cut_into_pieces(std::string_view talk, const std::string& locale) {
  const std::vector<std::size_t> starts = dictionary_word_starts(talk, locale);
  std::vector<TextSpan> pieces;
  std::size_t piece = kNowhere;    // where the piece being read begins
  std::size_t opening = kNowhere;  // where the opening punctuation at its end begins
  for (const TextSpan& grapheme : icu::graphemes(talk)) {
    const char32_t character = first_character(grapheme.of(talk));
    if (icu::is_breaking_space(character)) {
      if (piece != kNowhere) pieces.push_back({piece, grapheme.begin});
      piece = opening = kNowhere;
      continue;
    }
    if (piece == kNowhere) piece = grapheme.begin;
    if (std::binary_search(starts.begin(), starts.end(), grapheme.begin)) {
      const std::size_t cut = opening != kNowhere ? opening : grapheme.begin;
      if (piece < cut) pieces.push_back({piece, cut});
      piece = cut;
    }
    if (!icu::is_opening_punctuation(character)) {
      opening = kNowhere;
    } else if (opening == kNowhere) {
      opening = grapheme.begin;
    }
  }
  if (piece != kNowhere) pieces.push_back({piece, talk.size()});
  return pieces;
}

/// At least 1, also for bytes that are not UTF-8.
std::int64_t count_characters(std::string_view text) {
  const auto count = std::count_if(text.begin(), text.end(),
                                   [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; });
  return std::max<std::int64_t>(count, 1);
}

/// What the marks say about one word.
struct MarkedWord {
  bool marked = false;
  Samples start;
  Samples last_part;  ///< start of the last mark that is this word's alone
  Samples end;
};

std::vector<MarkedWord> assign_marks(std::string_view talk, std::span<const TextSpan> words,
                                     std::span<const VoiceMark> marks, Samples begin, Samples end) {
  std::vector<MarkedWord> marked(words.size());
  std::size_t word = 0;
  Samples latest = begin;
  for (const VoiceMark& mark : marks) {
    if (mark.text.begin < words[word].begin || mark.text.begin >= talk.size()) continue;  // backwards or outside
    while (word + 1 < words.size() && words[word + 1].begin <= mark.text.begin) ++word;
    latest = std::clamp(mark.start, latest, end - Samples{1});
    MarkedWord& target = marked[word];
    const bool own = word + 1 == words.size() || mark.text.end <= words[word + 1].begin;
    if (!target.marked) target.start = target.last_part = latest;
    if (own) target.last_part = latest;
    target.marked = true;
    target.end = std::clamp(mark.end, latest + Samples{1}, end);
  }
  return marked;
}

/// The voice's first mark may belong to words before it that have none of their own (a sign it says together with the
/// word after it): these words then share the marked word's time.
void let_first_word_start(std::vector<MarkedWord>& words, Samples begin, Samples end) {
  if (words.front().marked) return;
  const auto first = std::find_if(words.begin(), words.end(), [](const MarkedWord& word) { return word.marked; });
  constexpr Samples kShortestWord = milliseconds(40);
  MarkedWord opening{true, begin, begin, end};
  if (first != words.end() && first->start - begin < kShortestWord * (first - words.begin())) {
    opening.end = first->end;
    *first = MarkedWord{};
  }
  words.front() = opening;
}

}  // namespace

std::vector<TextSpan> split_into_words(std::string_view talk, const std::string& locale) {
  std::vector<TextSpan> words;
  TextSpan unspoken{kNowhere, kNowhere};  // signs before the first word
  for (const TextSpan& piece : cut_into_pieces(talk, locale)) {
    if (is_spoken(piece.of(talk))) {
      words.push_back({std::min(piece.begin, unspoken.begin), piece.end});
      unspoken.begin = kNowhere;
    } else if (!words.empty()) {
      words.back().end = piece.end;
    } else {
      unspoken = {std::min(piece.begin, unspoken.begin), piece.end};
    }
  }
  if (words.empty() && unspoken.begin != kNowhere) words.push_back(unspoken);
  return words;
}

std::vector<AlignedWord> align_words(std::string_view talk, std::span<const TextSpan> words,
                                     std::span<const VoiceMark> marks, Samples begin, Samples end) {
  assert(begin < end);
  if (words.empty()) return {};
  std::vector<MarkedWord> marked = assign_marks(talk, words, marks, begin, end);
  let_first_word_start(marked, begin, end);

  std::vector<AlignedWord> aligned;
  aligned.reserve(words.size());
  for (std::size_t first = 0; first < words.size();) {
    std::size_t next = first + 1;
    while (next < words.size() && !marked[next].marked) ++next;
    const Samples next_start = next < words.size() ? marked[next].start : end;
    // Words without a mark share what is left of this one's time, its own last part included.
    std::int64_t characters = 0;
    for (std::size_t word = first; word < next; ++word) characters += count_characters(words[word].of(talk));
    const Samples share_begin = marked[first].last_part;
    const Samples share_end = next == first + 1 ? next_start : std::min(next_start, marked[first].end);
    std::int64_t characters_before = 0;
    for (std::size_t word = first; word < next; ++word) {
      const Samples start =
          word == first ? marked[first].start
                        : share_begin + Samples{(share_end - share_begin).count() * characters_before / characters};
      aligned.push_back({words[word], start, word + 1 == next ? std::min(next_start, marked[first].end) : start});
      characters_before += count_characters(words[word].of(talk));
    }
    first = next;
  }
  for (std::size_t word = 0; word < aligned.size(); ++word) {
    AlignedWord& current = aligned[word];
    current.start = std::clamp(current.start, begin, end - Samples{1});
    if (word + 1 < aligned.size() && current.end == current.start) current.end = aligned[word + 1].start;
    current.end = std::clamp(current.end, current.start + Samples{1}, end);
  }
  return aligned;
}

}  // namespace vina
