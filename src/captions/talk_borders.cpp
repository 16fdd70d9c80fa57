// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "captions/talk_borders.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "captions/function_words.h"
#include "wrap/icu/segments.h"
#include "wrap/icu/utf8.h"

namespace vina {
namespace {

struct Costs {
  int cue;
  int line;
};

// Good places, best first.
constexpr Costs kAfterSentence{0, 0};
constexpr Costs kAfterStrongClause{8, 3};  // ; : and dashes
constexpr Costs kAfterCommaOfClause{10, 3};
constexpr Costs kAfterComma{24, 6};
constexpr Costs kBeforeBracket{22, 6};
constexpr Costs kBeforeConjunction{26, 8};
constexpr Costs kBeforePreposition{38, 10};
constexpr Costs kBeforePronoun{44, 12};
constexpr Costs kBeforeWeakLink{60, 15};
constexpr Costs kBetweenWords{70, 18};
// Bad places: what stands before them belongs to what comes after.
constexpr Costs kAfterAdjective{105, 36};
constexpr Costs kAfterAuxiliary{130, 48};
constexpr Costs kAfterNumber{130, 50};
constexpr Costs kAfterIntensifier{140, 52};
constexpr Costs kAfterPronoun{150, 58};
constexpr Costs kBeforeObject{150, 80};
constexpr Costs kInsideVerb{150, 58};  // "does not", "has been"
constexpr Costs kInsideName{170, 70};
constexpr Costs kAfterPreposition{180, 78};
constexpr Costs kAfterConjunction{180, 78};
constexpr Costs kAfterDeterminer{220, 90};
constexpr Costs kBeforeUnit{220, 90};
constexpr Costs kAfterTitle{260, 100};
// Scripts without spaces.
constexpr Costs kBetweenPhrases{40, 10};
constexpr Costs kBetweenUnspacedWords{90, 22};
constexpr Costs kInsideUnspacedWord{300, 90};
// Last resorts.
constexpr Costs kInsideCompound{400, 120};
constexpr Costs kInsideWord{2'000, 500};
constexpr int kSilentPiece = 5'000;
constexpr int kInexactOnset = 30;

constexpr std::array<std::string_view, 16> kClosers{")", "]",  "}",  "\"", "'",  "”",  "’",  "»",
                                                    "›", "」", "』", "）", "】", "》", "〉", "“"};
constexpr std::array<std::string_view, 16> kOpeners{"(", "[",  "{",  "\"", "'",  "“",  "‘", "«",
                                                    "‹", "「", "『", "（", "【", "《", "„", "¿"};
constexpr std::array<std::string_view, 12> kStrongClauseMarks{";", ":", "—",   "–", "；",   "：",
                                                              "؛", "…", "...", "·", "・・", "——"};
constexpr std::array<std::string_view, 6> kCommas{",", "、", "，", "،", "､", "፣"};
constexpr std::array<std::string_view, 14> kFullStops{".", "!", "?", "。", "！", "？", "।",
                                                      "॥", "؟", "۔", "…",  "։",  "።",  "｡"};

template <typename Marks>
std::string_view without_end(std::string_view text, const Marks& marks) {
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view mark : marks) {
      if (!text.ends_with(mark)) continue;
      text.remove_suffix(mark.size());
      found = true;
    }
  }
  return text;
}

template <typename Marks>
std::string_view without_start(std::string_view text, const Marks& marks) {
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view mark : marks) {
      if (!text.starts_with(mark)) continue;
      text.remove_prefix(mark.size());
      found = true;
    }
  }
  return text;
}

template <typename Marks>
bool ends_with_any(std::string_view text, const Marks& marks) {
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) { return text.ends_with(mark); });
}

template <typename Marks>
bool starts_with_any(std::string_view text, const Marks& marks) {
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) { return text.starts_with(mark); });
}

/// A piece without the punctuation around it.
std::string_view bare(std::string_view piece) {
  piece = without_start(piece, kOpeners);
  piece = without_end(piece, kClosers);
  piece = without_end(piece, kFullStops);
  piece = without_end(piece, kCommas);
  return without_end(piece, kStrongClauseMarks);
}

bool is_capitalised(std::string_view word) {
  return !word.empty() && lower_case(word) != word && lower_case(word.substr(0, 2)) != word.substr(0, 2);
}

bool has_digit_at_end(std::string_view word) {
  return !word.empty() && word.back() >= '0' && word.back() <= '9';
}

/// English adjectives tell themselves by their endings often enough to help, and by mistake seldom enough not to hurt.
bool looks_like_adjective(std::string_view word, std::string_view language) {
  if (language != "en" || word.size() < 6) return false;
  constexpr std::array<std::string_view, 10> kEndings{"ful",  "ous",  "ive",  "able",  "ible",
                                                      "ical", "less", "ular", "ional", "ary"};
  return ends_with_any(word, kEndings);
}

std::optional<char32_t> last_character(std::string_view text) {
  std::size_t position = text.size();
  while (position > 0 && (static_cast<unsigned char>(text[position - 1]) & 0xC0U) == 0x80U) --position;
  if (position == 0) return std::nullopt;
  --position;
  return icu::next_character(text, position);
}

std::optional<char32_t> first_character(std::string_view text) {
  std::size_t position = 0;
  return text.empty() ? std::nullopt : icu::next_character(text, position);
}

/// Thai, Lao, Burmese, Khmer, kana and Han: written without spaces between words.
bool is_unspaced(std::optional<char32_t> c) {
  if (!c) return false;
  return (*c >= 0x0E00 && *c <= 0x0EFF) || (*c >= 0x1000 && *c <= 0x109F) || (*c >= 0x1780 && *c <= 0x17FF) ||
         (*c >= 0x3005 && *c <= 0x30FF) || (*c >= 0x3400 && *c <= 0x9FFF) || (*c >= 0xF900 && *c <= 0xFAFF) ||
         (*c >= 0xFF00 && *c <= 0xFF9F) || (*c >= 0x20000 && *c <= 0x3FFFF);
}

class BorderJudge {
 public:
  explicit BorderJudge(const Talk& talk) : talk_{talk} {
    if (talk.language == "ja") {
      for (const auto& opportunity : icu::line_breaks(talk.text, "ja@lw=phrase")) phrases_.insert(opportunity.position);
    }
    for (const TextSpan word : icu::words(talk.text, talk.language)) word_starts_.insert(word.begin);
  }

  TalkBorder judge(std::size_t k) const {
    const TalkPiece& left = talk_.pieces[k - 1];
    const TalkPiece& right = talk_.pieces[k];
    TalkBorder border;
    border.sentence = right.starts_sentence && !right.broken_off;
    const Costs costs = right.broken_off         ? kInsideWord
                        : right.space_before > 0 ? between_words(k, border.sentence)
                                                 : without_space(k, border.sentence);
    border.cue_cost = costs.cue;
    border.line_cost = costs.line;
    // A lone dash or bracket has no time of its own: it stays with its neighbour.
    const bool opening = starts_with_any(talk_.of(left), kOpeners);
    if ((!left.spoken && (opening || k == 1)) || !right.spoken) {
      border.cue_cost += kSilentPiece;
      border.line_cost += kAfterDeterminer.line;
    }
    if (!right.starts_word) border.cue_cost += kInexactOnset;
    return border;
  }

 private:
  Costs after_punctuation(std::string_view left, std::string_view right, Costs otherwise) const {
    const std::string_view open_end = without_end(left, kClosers);
    if (ends_with_any(open_end, kCommas)) {
      const unsigned next = roles_of(bare(right), talk_.language);
      return (next & (kConjunction | kRelative | kPronoun | kPreposition)) != 0 ? kAfterCommaOfClause : kAfterComma;
    }
    if (ends_with_any(open_end, kStrongClauseMarks)) return kAfterStrongClause;
    if (open_end.size() < left.size() && !open_end.empty() && otherwise.cue >= kBetweenWords.cue) return kBeforeBracket;
    if (starts_with_any(right, kOpeners) || starts_with_any(right, std::array<std::string_view, 2>{"—", "–"})) {
      return otherwise.cue > kBetweenWords.cue ? otherwise : kBeforeBracket;
    }
    return otherwise;
  }

  Costs between_words(std::size_t k, bool sentence) const {
    const std::string_view left = talk_.of(talk_.pieces[k - 1]);
    const std::string_view right = talk_.of(talk_.pieces[k]);
    // "Dr. Smith", "e.g. this": the full stop is part of the word.
    if (left.ends_with('.') && (roles_of(without_start(left, kOpeners), talk_.language) & kTitle) != 0)
      return kAfterTitle;
    if (sentence) return kAfterSentence;
    return after_punctuation(left, right, between_bare_words(k));
  }

  Costs between_bare_words(std::size_t k) const {
    const std::string_view left = bare(talk_.of(talk_.pieces[k - 1]));
    const std::string_view right = bare(talk_.of(talk_.pieces[k]));
    const unsigned before = roles_of(left, talk_.language);
    const unsigned after = roles_of(right, talk_.language);
    const bool function_word = (after & (kConjunction | kRelative | kPreposition | kAuxiliary | kPronoun)) != 0;

    Costs good = kBetweenWords;
    if ((after & kWeakLink) != 0 || is_particle(k)) {
      good = kBeforeWeakLink;
    } else if ((after & (kConjunction | kRelative)) != 0) {
      good = kBeforeConjunction;
    } else if ((after & kPreposition) != 0) {
      good = kBeforePreposition;
    } else if ((after & kPronoun) != 0) {
      good = kBeforePronoun;
    }
    Costs bad{0, 0};
    const auto consider = [&](bool holds, Costs costs) {
      if (holds && costs.cue > bad.cue) bad = costs;
    };
    consider((before & kTitle) != 0, kAfterTitle);
    consider((before & kDeterminer) != 0, kAfterDeterminer);
    consider((before & (kConjunction | kRelative)) != 0 && !is_particle(k - 1), kAfterConjunction);
    consider((before & kPreposition) != 0 && !is_particle(k - 1), kAfterPreposition);
    consider((before & kPronoun) != 0, kAfterPronoun);
    consider((before & kIntensifier) != 0, kAfterIntensifier);
    consider((before & kAuxiliary) != 0, (after & kAuxiliary) != 0 ? kInsideVerb : kAfterAuxiliary);
    const bool number = has_digit_at_end(left) || (before & kNumberWord) != 0;
    consider(number && (after & kUnit) != 0, kBeforeUnit);
    consider(number && !function_word, kAfterNumber);
    const bool ends_here = right.size() < talk_.of(talk_.pieces[k]).size();
    consider((after & kObject) != 0 && (ends_here || (after & kPronoun) == 0), kBeforeObject);
    const bool adjective = (before & kAdjective) != 0 || looks_like_adjective(left, talk_.language);
    consider(adjective && !function_word, kAfterAdjective);
    // German writes every noun with a capital, so capitals tell nothing there.
    const bool name =
        talk_.language != "de" && is_capitalised(left) && is_capitalised(right) && !talk_.pieces[k - 1].starts_sentence;
    consider(name, kInsideName);
    return bad.cue > 0 ? bad : good;
  }

  /// "takes over when", "look it up.": a preposition with no phrase behind it belongs to the verb before it.
  bool is_particle(std::size_t k) const {
    const std::string_view piece = talk_.of(talk_.pieces[k]);
    if ((roles_of(bare(piece), talk_.language) & kPreposition) == 0) return false;
    if (bare(piece).size() < piece.size() || k + 1 == talk_.pieces.size()) return true;
    const unsigned next = roles_of(bare(talk_.of(talk_.pieces[k + 1])), talk_.language);
    return (next & kConjunction) != 0 && (next & (kRelative | kDeterminer)) == 0;
  }

  Costs without_space(std::size_t k, bool sentence) const {
    const std::string_view left = talk_.of(talk_.pieces[k - 1]);
    const std::string_view right = talk_.of(talk_.pieces[k]);
    const std::string_view left_bare = without_end(left, kClosers);
    const bool unspaced = is_unspaced(last_character(left)) || is_unspaced(first_character(right));
    if (!unspaced) return kInsideCompound;
    if (sentence) return kAfterSentence;
    if (ends_with_any(left_bare, kCommas)) return kAfterComma;
    if (ends_with_any(left_bare, kStrongClauseMarks)) return kAfterStrongClause;
    const std::size_t position = talk_.pieces[k].text.begin;
    if (starts_with_any(right, kOpeners)) return kBetweenPhrases;
    if (phrases_.contains(position)) return kBetweenPhrases;
    return word_starts_.contains(position) ? kBetweenUnspacedWords : kInsideUnspacedWord;
  }

  const Talk& talk_;
  std::set<std::size_t> phrases_;
  std::set<std::size_t> word_starts_;
};

}  // namespace

std::vector<TalkBorder> judge_borders(const Talk& talk) {
  std::vector<TalkBorder> borders(talk.pieces.size() + 1);
  borders.front().sentence = true;
  borders.back().sentence = true;
  if (talk.pieces.empty()) return borders;
  const BorderJudge judge{talk};
  for (std::size_t k = 1; k < talk.pieces.size(); ++k) borders[k] = judge.judge(k);
  return borders;
}

}  // namespace vina
