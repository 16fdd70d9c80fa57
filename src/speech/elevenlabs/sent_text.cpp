// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/sent_text.h"

#include <algorithm>
#include <cassert>

#include "wrap/icu/segments.h"
#include "wrap/icu/utf8.h"

namespace vina {
namespace {

constexpr std::string_view kBetweenItems = "\n\n";

/// A stretch of a talk that is not cut any more.
struct Piece {
  std::size_t item = 0;
  TextSpan in_talk;
  std::size_t units = 0;  ///< UTF-16
};

/// A four-byte sequence of UTF-8 is two units of UTF-16, every other character is one.
std::size_t count_units(std::string_view text) {
  std::size_t units = 0;
  for (const char byte : text) {
    const auto value = static_cast<unsigned char>(byte);
    units += (value & 0xC0) != 0x80 ? 1 : 0;
    units += value >= 0xF0 ? 1 : 0;
  }
  return units;
}

std::vector<TextSpan> between(const std::vector<std::size_t>& starts, std::size_t end) {
  std::vector<TextSpan> spans;
  for (std::size_t index = 0; index < starts.size(); ++index) {
    const std::size_t next = index + 1 < starts.size() ? starts[index + 1] : end;
    if (starts[index] < next) spans.push_back({starts[index], next});
  }
  return spans;
}

std::vector<TextSpan> words_of(std::string_view sentence, const std::string& locale) {
  std::vector<std::size_t> starts{0};
  for (const icu::BreakOpportunity& opportunity : icu::line_breaks(sentence, locale)) {
    starts.push_back(opportunity.position);
  }
  return between(starts, sentence.size());
}

std::vector<TextSpan> characters_of(std::string_view word) {
  std::vector<TextSpan> characters;
  for (std::size_t position = 0; position < word.size();) {
    const std::size_t begin = position;
    icu::next_character(word, position);
    characters.push_back({begin, position});
  }
  return characters;
}

/// Cuts talks into the largest pieces of at most `longest` units: sentences, else words, else characters.
class PieceCutter {
 public:
  PieceCutter(std::span<const std::string> talks, std::size_t longest, const std::string& locale)
      : talks_{talks}, longest_{longest}, locale_{locale} {}

  std::vector<Piece> cut() {
    for (item_ = 0; item_ < talks_.size(); ++item_) {
      const std::string_view talk = talks_[item_];
      for (const TextSpan& sentence : between(icu::sentence_starts(talk, locale_), talk.size())) {
        if (add(sentence)) continue;
        for (const TextSpan& word : words_of(sentence.of(talk), locale_)) cut_word(moved(word, sentence.begin));
      }
    }
    return std::move(pieces_);
  }

 private:
  static TextSpan moved(TextSpan span, std::size_t by) { return {span.begin + by, span.end + by}; }

  void cut_word(TextSpan word) {
    if (add(word)) return;
    for (const TextSpan& character : characters_of(word.of(talks_[item_]))) add(moved(character, word.begin));
  }

  bool add(TextSpan span) {
    const std::size_t units = count_units(span.of(talks_[item_]));
    if (units > longest_) return false;
    pieces_.push_back({item_, span, units});
    return true;
  }

  std::span<const std::string> talks_;
  std::size_t longest_;
  const std::string& locale_;
  std::size_t item_ = 0;
  std::vector<Piece> pieces_;
};

char32_t without_markup(char32_t character) {
  constexpr char32_t kFullWidth = 0xFF00 - 0x20;
  if (character == U'<' || character == U'>' || character == U'&') return character + kFullWidth;
  const bool control = character < 0x20 || (character >= 0x7F && character < 0xA0);
  return control ? U' ' : character;
}

void append_utf8(char32_t character, std::string& text) {
  const auto add = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (character < 0x80) {
    add(character);
  } else if (character < 0x800) {
    add(0xC0 | (character >> 6));
    add(0x80 | (character & 0x3F));
  } else if (character < 0x10000) {
    add(0xE0 | (character >> 12));
    add(0x80 | ((character >> 6) & 0x3F));
    add(0x80 | (character & 0x3F));
  } else {
    add(0xF0 | (character >> 18));
    add(0x80 | ((character >> 12) & 0x3F));
    add(0x80 | ((character >> 6) & 0x3F));
    add(0x80 | (character & 0x3F));
  }
}

void append_piece(const Piece& piece, std::string_view talk, SentText& sent) {
  for (std::size_t position = piece.in_talk.begin; position < piece.in_talk.end;) {
    const std::size_t begin = position;
    const char32_t character = without_markup(icu::next_character(talk, position).value_or(U'\uFFFD'));
    append_utf8(character, sent.text);
    sent.characters.push_back({character, piece.item, {begin, position}});
  }
}

void append_between_items(std::size_t item, std::size_t talk_size, SentText& sent) {
  for (const char c : kBetweenItems) {
    sent.text += c;
    sent.characters.push_back({static_cast<char32_t>(c), item, {talk_size, talk_size}});
  }
}

std::size_t total_units(const std::vector<Piece>& pieces) {
  std::size_t units = 0;
  for (std::size_t index = 0; index < pieces.size(); ++index) {
    const bool joined = index > 0 && pieces[index].item != pieces[index - 1].item;
    units += pieces[index].units + (joined ? kBetweenItems.size() : 0);
  }
  return units;
}

}  // namespace

std::vector<SentText> make_sent_texts(std::span<const std::string> talks, std::size_t longest,
                                      const std::string& locale) {
  assert(longest >= 2);
  const std::vector<Piece> pieces = PieceCutter{talks, longest, locale}.cut();
  const std::size_t total = total_units(pieces);
  const std::size_t parts = (total + longest - 1) / longest;
  const std::size_t wanted = parts <= 1 ? longest : total / parts;

  std::vector<SentText> texts;
  std::size_t units = 0;
  for (std::size_t index = 0; index < pieces.size(); ++index) {
    const Piece& piece = pieces[index];
    const bool new_item = index > 0 && piece.item != pieces[index - 1].item;
    const std::size_t joint = new_item ? kBetweenItems.size() : 0;
    // Between two items a part may end a little earlier; the last part takes all that it may have.
    const std::size_t enough = new_item ? wanted - wanted / 8 : wanted;
    const bool long_enough = texts.size() < parts && units >= enough;
    if (texts.empty() || long_enough || units + joint + piece.units > longest) {
      texts.emplace_back();
      units = 0;
    } else if (new_item) {
      const std::size_t before = pieces[index - 1].item;
      append_between_items(before, talks[before].size(), texts.back());
      units += joint;
    }
    append_piece(piece, talks[piece.item], texts.back());
    units += piece.units;
  }
  return texts;
}

std::string context_for_voice(std::string_view text, bool from_end) {
  constexpr std::size_t kLongest = 500;
  std::vector<TextSpan> words = words_of(text, "");
  if (from_end) std::reverse(words.begin(), words.end());
  std::size_t begin = from_end ? text.size() : 0;
  std::size_t end = begin;
  std::size_t units = 0;
  for (const TextSpan& word : words) {
    units += count_units(word.of(text));
    if (units > kLongest) break;
    (from_end ? begin : end) = from_end ? word.begin : word.end;
  }
  SentText sent;
  append_piece({0, {begin, end}, units}, text, sent);
  const std::size_t first = sent.text.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return sent.text.substr(first, sent.text.find_last_not_of(' ') + 1 - first);
}

}  // namespace vina
