// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/word_alignment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace vina {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> words_of(std::string_view talk, const std::string& locale = "en") {
  std::vector<std::string> words;
  for (const TextSpan& word : split_into_words(talk, locale)) words.emplace_back(word.of(talk));
  return words;
}

TEST(SplitIntoWords, KeepsPunctuationWithItsWord) {
  EXPECT_THAT(words_of("It’s (only) 3.5 %, e.g. CO₂!"), ElementsAre("It’s", "(only)", "3.5", "%,", "e.g.", "CO₂!"));
}

TEST(SplitIntoWords, JoinsPunctuationThatStandsAloneToTheWordBeforeIt) {
  EXPECT_THAT(words_of("LLM — “quoted” …"), ElementsAre("LLM —", "“quoted” …"));
  EXPECT_THAT(words_of("— So"), ElementsAre("— So"));
}

TEST(SplitIntoWords, KeepsSignsThatAreSpoken) {
  EXPECT_THAT(words_of("a & b = 👍 50 €"), ElementsAre("a", "&", "b", "=", "👍", "50", "€"));
}

TEST(SplitIntoWords, CutsScriptsWithoutSpacesAtDictionaryWords) {
  EXPECT_THAT(words_of("体はそれを、「覚え」ます。", "ja"),
              ElementsAre("体", "は", "それ", "を、", "「覚え」", "ます。"));
  EXPECT_THAT(words_of("LLMは3.5倍", "ja"), ElementsAre("LLM", "は", "3.5", "倍"));
  EXPECT_THAT(words_of("ภาษาไทยง่าย", "th"), ElementsAre("ภาษา", "ไทย", "ง่าย"));
}

TEST(SplitIntoWords, DoesNotCutAtNoBreakSpaces) {
  EXPECT_THAT(words_of("37\u00A0°C is"), ElementsAre("37\u00A0°C", "is"));
}

TEST(SplitIntoWords, MakesOneWordOfATalkWithoutWords) {
  EXPECT_THAT(words_of(" ... !? "), ElementsAre("... !?"));
  EXPECT_THAT(words_of(" \n"), IsEmpty());
  EXPECT_THAT(words_of(""), IsEmpty());
}

constexpr Samples kBegin{1000};
constexpr Samples kEnd{11000};

std::vector<AlignedWord> align(std::string_view talk, const std::vector<VoiceMark>& marks) {
  return align_words(talk, split_into_words(talk, "en"), marks, kBegin, kEnd);
}

TEST(AlignWords, TakesAWordsFirstMarkAndTheEndOfItsLast) {
  const auto words = align("10:30 is late", {{{0, 2}, Samples{1000}, Samples{2000}},
                                             {{3, 5}, Samples{2000}, Samples{4000}},
                                             {{6, 8}, Samples{5000}, Samples{6000}},
                                             {{9, 13}, Samples{6000}, Samples{10500}}});
  EXPECT_THAT(words, ElementsAre(AlignedWord{{0, 5}, Samples{1000}, Samples{4000}},
                                 AlignedWord{{6, 8}, Samples{5000}, Samples{6000}},
                                 AlignedWord{{9, 13}, Samples{6000}, Samples{10500}}));
}

TEST(AlignWords, SharesTheTimeOfAMarkAmongWordsWithoutOne) {
  const auto words =
      align("one of two", {{{0, 3}, Samples{1000}, Samples{6000}}, {{7, 10}, Samples{6000}, Samples{11000}}});
  EXPECT_THAT(words, ElementsAre(AlignedWord{{0, 3}, Samples{1000}, Samples{4000}},
                                 AlignedWord{{4, 6}, Samples{4000}, Samples{6000}},
                                 AlignedWord{{7, 10}, Samples{6000}, Samples{11000}}));
}

TEST(AlignWords, SharesTheTimeOfMarksThatHoldSeveralWords) {
  const auto words = align("aa bb", {{{0, 5}, Samples{1000}, Samples{3000}}, {{0, 5}, Samples{3000}, Samples{11000}}});
  EXPECT_THAT(words, ElementsAre(AlignedWord{{0, 2}, Samples{1000}, Samples{6000}},
                                 AlignedWord{{3, 5}, Samples{6000}, Samples{11000}}));
}

TEST(AlignWords, SpreadsWordsEvenlyWithoutAnyMark) {
  const auto words = align("aa bb cc dd ee", {});
  ASSERT_EQ(words.size(), 5U);
  for (std::size_t word = 0; word < words.size(); ++word) {
    EXPECT_EQ(words[word].start, Samples{1000 + 2000 * static_cast<std::int64_t>(word)});
    EXPECT_EQ(words[word].end, words[word].start + Samples{2000});
  }
}

TEST(AlignWords, LetsTheFirstWordShareTheFirstMark) {
  const auto words = align("$ 5", {{{2, 3}, Samples{1000}, Samples{11000}}});
  EXPECT_THAT(words, ElementsAre(AlignedWord{{0, 1}, Samples{1000}, Samples{6000}},
                                 AlignedWord{{2, 3}, Samples{6000}, Samples{11000}}));
}

TEST(AlignWords, IgnoresMarksThatPointBackwardsOrOutside) {
  const auto words = align("one two", {{{0, 3}, Samples{1000}, Samples{5000}},
                                       {{4, 7}, Samples{5000}, Samples{9000}},
                                       {{0, 3}, Samples{9000}, Samples{9500}},
                                       {{70, 71}, Samples{9600}, Samples{9700}}});
  EXPECT_THAT(words, ElementsAre(AlignedWord{{0, 3}, Samples{1000}, Samples{5000}},
                                 AlignedWord{{4, 7}, Samples{5000}, Samples{9000}}));
}

TEST(AlignWords, FitsMoreWordsThanSamples) {
  const std::string_view talk = "a b c d e f g h";
  const auto words = align_words(talk, split_into_words(talk, "en"), {}, Samples{5}, Samples{7});
  ASSERT_EQ(words.size(), 8U);
  for (const AlignedWord& word : words) {
    EXPECT_GE(word.start, Samples{5});
    EXPECT_GT(word.end, word.start);
    EXPECT_LE(word.end, Samples{7});
  }
}

TEST(AlignWords, TakesBytesThatAreNotUtf8) {
  const auto words = align("\x8A\x8A", {});
  EXPECT_THAT(words, ElementsAre(AlignedWord{{0, 2}, kBegin, kEnd}));
}

TEST(AlignWords, GivesNoWordsForAnEmptyTalk) {
  EXPECT_THAT(align("", {}), IsEmpty());
}

}  // namespace
}  // namespace vina
