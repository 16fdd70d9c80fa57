// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "captions/talk_pieces.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "captions/function_words.h"
#include "wrap/icu/script.h"
#include "wrap/icu/segments.h"

namespace vina {
namespace {

/// White space at which a line may end; no-break spaces are not among it.
constexpr std::array<std::string_view, 17> kSpaces{" ",      "\u1680", "\u2000", "\u2001", "\u2002", "\u2003",
                                                   "\u2004", "\u2005", "\u2006", "\u2008", "\u2009", "\u200A",
                                                   "\u2028", "\u2029", "\u205F", "\u3000", "\u0085"};

TextSpan trimmed(std::string_view text, TextSpan span) {
  const auto trim_one = [&] {
    for (const std::string_view space : kSpaces) {
      const std::string_view part = span.of(text);
      if (part.starts_with(space)) return span.begin += space.size(), true;
      if (part.ends_with(space)) return span.end -= space.size(), true;
    }
    return false;
  };
  while (trim_one()) {
  }
  return span;
}

/// The talk with each run of blanks, tabs and line ends made one space, and for each of its bytes where that came to
/// be.
struct NormalText {
  std::string text;
  std::vector<std::size_t> place;  ///< one more than the talk has bytes
};

NormalText normalised(std::string_view talk) {
  NormalText normal;
  normal.place.reserve(talk.size() + 1);
  bool after_space = true;
  for (const char c : talk) {
    const bool space = c == ' ' || (c >= '\t' && c <= '\r');
    normal.place.push_back(normal.text.size() - (space && after_space && !normal.text.empty() ? 1 : 0));
    if (!space) {
      normal.text += c;
    } else if (!after_space) {
      normal.text += ' ';
    }
    after_space = space;
  }
  if (!normal.text.empty() && normal.text.back() == ' ') normal.text.pop_back();
  normal.place.push_back(normal.text.size());
  for (std::size_t& place : normal.place) place = std::min(place, normal.text.size());
  return normal;
}

/// Tells when the voice is at a place of the talk. Inside a word it is taken to go on evenly: that is where a provider
/// gives one time for a whole Japanese clause or for both halves of "well-read".
class SpeechClock {
 public:
  SpeechClock(std::span<const TimelineWord> words, const std::vector<std::size_t>& place, const TimelineItem& item) {
    for (const TimelineWord& word : words) {
      assert(word.text.end < place.size() && word.text.begin <= word.text.end);
      const TextSpan text{place[word.text.begin], place[word.text.end]};
      if (text.size() > 0) words_.push_back({word.item, text, word.start, std::max(word.start, word.end)});
    }
    item_end_ = item.speech_end;
    item_start_ = item.speech_start;
  }

  const TimelineWord* first_word_after(std::size_t position) const {
    const auto word = std::partition_point(words_.begin(), words_.end(),
                                           [&](const TimelineWord& w) { return w.text.end <= position; });
    return word == words_.end() ? nullptr : &*word;
  }
  const TimelineWord* last_word_before(std::size_t position) const {
    const auto word = std::partition_point(words_.begin(), words_.end(),
                                           [&](const TimelineWord& w) { return w.text.begin < position; });
    return word == words_.begin() ? nullptr : &*(word - 1);
  }

  Samples onset(std::size_t position) const {
    const TimelineWord* word = first_word_after(position);
    if (word == nullptr) return words_.empty() ? item_start_ : item_end_;
    return position <= word->text.begin ? word->start : inside(*word, position);
  }
  Samples finish(std::size_t position) const {
    const TimelineWord* word = last_word_before(position);
    if (word == nullptr) return words_.empty() ? item_end_ : item_start_;
    return position >= word->text.end ? word->end : inside(*word, position);
  }

 private:
  static Samples inside(const TimelineWord& word, std::size_t position) {
    const auto done = static_cast<std::int64_t>(position - word.text.begin);
    const auto size = static_cast<std::int64_t>(word.text.size());
    return word.start + Samples{(word.end - word.start).count() * done / size};
  }

  std::vector<TimelineWord> words_;
  Samples item_start_;
  Samples item_end_;
};

/// The talk's grapheme clusters with their widths; answers sums over any part of it.
class Measure {
 public:
  explicit Measure(std::string_view text) : clusters_{icu::graphemes(text)}, columns_(clusters_.size() + 1) {
    for (std::size_t i = 0; i < clusters_.size(); ++i) {
      const std::string_view cluster = clusters_[i].of(text);
      const bool ascii = cluster.size() == 1;
      columns_[i + 1] = columns_[i] + (ascii ? 1 : icu::display_width(cluster));
    }
  }

  int width(TextSpan span) const { return columns_[index(span.end)] - columns_[index(span.begin)]; }
  int characters(TextSpan span) const { return static_cast<int>(index(span.end) - index(span.begin)); }

  /// Where a part that starts at span.begin must end to take at most `columns`; at least one cluster further.
  std::size_t end_of_fitting(TextSpan span, int columns) const {
    const std::size_t first = index(span.begin);
    std::size_t last = first + 1;
    while (last < clusters_.size() && clusters_[last].end <= span.end &&
           columns_[last + 1] - columns_[first] <= columns) {
      ++last;
    }
    return std::max(std::min(clusters_[last - 1].end, span.end), span.begin + 1);
  }

 private:
  /// The first cluster that ends after `position`.
  std::size_t index(std::size_t position) const {
    const auto cluster =
        std::partition_point(clusters_.begin(), clusters_.end(), [&](TextSpan c) { return c.end <= position; });
    return static_cast<std::size_t>(cluster - clusters_.begin());
  }

  std::vector<TextSpan> clusters_;
  std::vector<int> columns_;
};

std::string primary_subtag(std::string_view tag, std::string_view text) {
  if (!tag.empty()) return lower_case(tag.substr(0, tag.find_first_of("-_")));
  const std::string script = icu::dominant_script(text);
  if (script == "Latn") return "en";
  if (script == "Jpan") return "ja";
  if (script == "Hans" || script == "Hant") return "zh";
  return {};
}

}  // namespace

std::string Talk::line(std::size_t from, std::size_t to) const {
  return text.substr(pieces[from].text.begin, pieces[to - 1].text.end - pieces[from].text.begin);
}

int Talk::width(std::size_t from, std::size_t to) const {
  int sum = 0;
  for (std::size_t i = from; i < to; ++i) sum += pieces[i].width + (i > from ? pieces[i].space_before : 0);
  return sum;
}

int Talk::characters(std::size_t from, std::size_t to) const {
  int sum = 0;
  for (std::size_t i = from; i < to; ++i) {
    sum += pieces[i].characters + (i > from ? pieces[i].spaces_before : 0);
  }
  return sum;
}

Talk prepare_talk(std::string_view talk, std::span<const TimelineWord> words, const TimelineItem& item,
                  std::string_view language, int columns) {
  NormalText normal = normalised(talk);
  Talk prepared{normal.text, primary_subtag(language, normal.text), {}};
  const std::string& text = prepared.text;
  const Measure measure{text};
  const SpeechClock clock{words, normal.place, item};

  std::vector<std::size_t> borders;
  for (const icu::BreakOpportunity& opportunity : icu::line_breaks(text, prepared.language)) {
    borders.push_back(opportunity.position);
  }
  borders.push_back(text.size());

  const auto add_piece = [&](TextSpan span, bool broken_off) {
    TalkPiece piece{.text = span, .broken_off = broken_off};
    piece.width = measure.width(span);
    piece.characters = measure.characters(span);
    if (!prepared.pieces.empty()) {
      const TextSpan space{prepared.pieces.back().text.end, span.begin};
      piece.space_before = measure.width(space);
      piece.spaces_before = measure.characters(space);
    }
    const TimelineWord* first = clock.first_word_after(span.begin);
    piece.spoken = first != nullptr && first->text.begin < span.end;
    piece.starts_word = piece.spoken && first->text.begin >= span.begin;
    piece.onset = clock.onset(span.begin);
    piece.finish = clock.finish(span.end);
    prepared.pieces.push_back(piece);
  };
  std::size_t begin = 0;
  for (const std::size_t border : borders) {
    TextSpan rest = trimmed(text, {begin, border});
    bool broken_off = false;
    while (rest.size() > 0 && measure.width(rest) > columns) {
      const TextSpan part = trimmed(text, {rest.begin, measure.end_of_fitting(rest, columns)});
      rest = trimmed(text, {std::max(part.end, rest.begin + 1), rest.end});
      if (part.size() > 0) add_piece(part, broken_off);
      broken_off = true;
    }
    if (rest.size() > 0) add_piece(rest, broken_off);
    begin = border;
  }

  std::size_t next = 0;
  for (const std::size_t start : icu::sentence_starts(text, prepared.language)) {
    while (next < prepared.pieces.size() && prepared.pieces[next].text.begin < start) ++next;
    if (next < prepared.pieces.size()) prepared.pieces[next].starts_sentence = true;
  }
  return prepared;
}

}  // namespace vina
