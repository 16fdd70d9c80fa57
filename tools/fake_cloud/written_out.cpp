// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/written_out.h"

#include <array>
#include <cstddef>

namespace vina::fake {
namespace {

constexpr std::array<std::string_view, 20> kSmall{
    "zero", "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",
    "ten",  "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 10> kTens{"",      "",      "twenty",  "thirty", "forty",
                                                 "fifty", "sixty", "seventy", "eighty", "ninety"};

std::string below_thousand(std::uint64_t number) {
  std::string words;
  if (number >= 100) {
    words = std::string{kSmall.at(number / 100)} + " hundred";
    number %= 100;
    if (number == 0) return words;
    words += ' ';
  }
  if (number < 20) return words + std::string{kSmall.at(number)};
  words += kTens.at(number / 10);
  if (number % 10 != 0) words += "-" + std::string{kSmall.at(number % 10)};
  return words;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

void add_word(std::string& text, std::string_view word) {
  if (!text.empty() && text.back() != ' ') text += ' ';
  text += word;
}

/// Reads "1,234" and moves `at` behind it.
std::string read_digits(std::string_view word, std::size_t& at) {
  std::string digits;
  while (at < word.size()) {
    if (is_digit(word[at])) {
      digits += word[at++];
    } else if (word[at] == ',' && at + 3 < word.size() && is_digit(word[at + 1]) && is_digit(word[at + 2]) &&
               is_digit(word[at + 3])) {
      ++at;
    } else {
      break;
    }
  }
  return digits;
}

void add_digits_one_by_one(std::string& text, std::string_view digits) {
  for (const char digit : digits) add_word(text, kSmall.at(static_cast<std::size_t>(digit - '0')));
}

}  // namespace

std::string number_in_words(std::uint64_t number) {
  constexpr std::array<std::string_view, 4> kScales{"", " thousand", " million", " billion"};
  if (number == 0) return std::string{kSmall[0]};
  std::string words;
  std::uint64_t unit = 1'000'000'000;
  for (std::size_t scale = 4; scale-- > 0; unit /= 1000) {
    const std::uint64_t count = number / unit % 1000;
    if (count == 0) continue;
    add_word(words, below_thousand(count));
    words += kScales.at(scale);
  }
  return words;
}

std::string written_out(std::string_view word) {
  std::string text;
  bool after_number = false;
  for (std::size_t at = 0; at < word.size();) {
    if (is_digit(word[at])) {
      const std::string digits = read_digits(word, at);
      if (digits.size() > 12 || (digits.size() > 1 && digits[0] == '0')) {
        add_digits_one_by_one(text, digits);
      } else {
        add_word(text, number_in_words(std::stoull(digits)));
      }
      if (at + 1 < word.size() && word[at] == '.' && is_digit(word[at + 1])) {
        ++at;
        add_word(text, "point");
        add_digits_one_by_one(text, read_digits(word, at));
      }
      after_number = true;
      continue;
    }
    if (word[at] == '%') {
      add_word(text, "percent");
    } else if (word[at] == '&') {
      add_word(text, "and");
    } else {
      const bool letter = (word[at] >= 'a' && word[at] <= 'z') || (word[at] >= 'A' && word[at] <= 'Z');
      if (after_number && letter) text += ' ';
      text += word[at];
    }
    after_number = false;
    ++at;
  }
  return text;
}

}  // namespace vina::fake
