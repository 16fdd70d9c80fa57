// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/word_bonds.h"

#include <cstddef>

#include "slides/script.h"

namespace vina {
namespace {

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
constexpr std::string_view kWordJoiner = "\xE2\x81\xA0";
/// Numbers of more digits in a row are years, identifiers and the like, which stand well at the end of a line.
constexpr int kMostDigits = 3;

bool is_between(char32_t c, char32_t first, char32_t last) {
  return first <= c && c <= last;
}

bool is_digit(char32_t c) {
  return is_between(c, U'0', U'9') || is_between(c, 0x0660, 0x0669) || is_between(c, 0x06F0, 0x06F9) ||
         is_between(c, 0x0966, 0x096F);
}

bool is_fraction(char32_t c) {
  return is_between(c, 0xBC, 0xBE) || is_between(c, 0x2150, 0x215E) || c == 0x2189;
}

bool is_long_dash(char32_t c) {
  return is_between(c, 0x2013, 0x2015);
}

bool is_space(char32_t c) {
  return c == U' ' || c == U'\t';
}

/// A code point and where it begins in the text.
struct Place {
  char32_t c = 0;
  std::size_t at = 0;
};

std::vector<Place> places_of(std::string_view text) {
  std::vector<Place> places;
  std::size_t at = 0;
  for (const char32_t c : code_points(text)) {
    places.push_back({c, at});
    at += to_utf8(c).size();
  }
  return places;
}

/// A text as words and the white space between them.
class Words {
 public:
  explicit Words(std::string_view text) : places_{places_of(text)}, size_{text.size()} {
    for (std::size_t i = 0; i < places_.size();) {
      std::size_t end = i;
      while (end < places_.size() && !is_space(places_[end].c)) ++end;
      if (end > i) words_.push_back({i, end});
      i = end + 1;
    }
  }

  std::vector<TextSpan> bonds() const {
    std::vector<TextSpan> found;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (i > 0 && (is_dash(words_[i]) || (is_short_number(words_[i - 1]) && begins_word(words_[i])))) {
        found.push_back({at(words_[i - 1].end), at(words_[i].begin)});
      }
      add_bonds_within(words_[i], found);
    }
    return found;
  }

 private:
  std::size_t at(std::size_t place) const { return place < places_.size() ? places_[place].at : size_; }
  char32_t c(std::size_t place) const { return places_[place].c; }

  bool is_dash(const TextSpan& word) const {
    return word.end == word.begin + 1 && (is_long_dash(c(word.begin)) || c(word.begin) == U'-');
  }

  bool begins_word(const TextSpan& word) const {
    const char32_t first = c(word.begin);
    const bool ascii_letter = is_between(first | 0x20U, U'a', U'z');
    const bool sign_of_order = is_between(first, 0x2190, 0x22FF) || is_between(first, 0x2010, 0x203F) || first == 0xD7;
    return ascii_letter || is_digit(first) || first == U'%' || (first > 0xA0 && !sign_of_order);
  }

  bool is_short_number(const TextSpan& word) const {
    constexpr std::u32string_view kBefore = U"([<>~+-−±≈≤≥“„«‘\"'$€£";
    constexpr std::u32string_view kInside = U".,/:–-⁄";
    std::size_t begin = word.begin;
    while (begin < word.end && kBefore.find(c(begin)) != std::u32string_view::npos) ++begin;
    if (begin == word.end || !(is_digit(c(word.end - 1)) || is_fraction(c(word.end - 1)))) return false;
    int digits = 0;
    for (std::size_t i = begin; i < word.end; ++i) {
      const bool inside = kInside.find(c(i)) != std::u32string_view::npos;
      if (!is_digit(c(i)) && !is_fraction(c(i)) && !inside) return false;
      digits = is_digit(c(i)) ? digits + 1 : 0;
      if (digits > kMostDigits) return false;
    }
    return true;
  }

  /// UAX #14 lets a line end before an em dash without spaces, and behind the en dash of a range.
  void add_bonds_within(const TextSpan& word, std::vector<TextSpan>& found) const {
    for (std::size_t i = word.begin + 1; i + 1 < word.end; ++i) {
      if (!is_long_dash(c(i))) continue;
      if (is_digit(c(i - 1)) && is_digit(c(i + 1))) {
        found.push_back({at(i + 1), at(i + 1)});
      } else {
        found.push_back({at(i), at(i)});
      }
    }
  }

  std::vector<Place> places_;
  std::size_t size_;
  std::vector<TextSpan> words_;  ///< in code points
};

}  // namespace

std::vector<TextSpan> bonds_in(std::string_view text) {
  return Words{text}.bonds();
}

std::string with_bonds(std::string_view text, const std::vector<TextSpan>& bonds) {
  std::string bound;
  std::size_t copied = 0;
  for (const TextSpan& bond : bonds) {
    bound += text.substr(copied, bond.begin - copied);
    if (bond.begin == bond.end) bound += kWordJoiner;
    for (std::size_t i = bond.begin; i < bond.end; ++i) bound += kNoBreakSpace;
    copied = bond.end;
  }
  bound += text.substr(copied);
  return bound;
}

}  // namespace vina
