// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/icu/segments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace vina::icu {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> texts(std::string_view text, const std::vector<TextSpan>& spans) {
  std::vector<std::string> parts;
  for (const TextSpan& span : spans) parts.emplace_back(span.of(text));
  return parts;
}

std::vector<std::string> words_of(std::string_view text, const std::string& locale) {
  return texts(text, words(text, locale));
}

/// The text with a bar at every optional break and two at every mandatory one.
std::string with_breaks(std::string_view text, const std::string& locale) {
  std::string marked;
  std::size_t start = 0;
  for (const BreakOpportunity& opportunity : line_breaks(text, locale)) {
    marked += std::string{text.substr(start, opportunity.position - start)} + (opportunity.mandatory ? "||" : "|");
    start = opportunity.position;
  }
  return marked + std::string{text.substr(start)};
}

TEST(Graphemes, CountsWhatAReaderCounts) {
  EXPECT_EQ(count_graphemes(""), 0U);
  EXPECT_EQ(count_graphemes("plain text"), 10U);
  EXPECT_EQ(count_graphemes("e\u0301a\u0323\u0302"), 2U) << "combining marks";
  EXPECT_EQ(count_graphemes("👩‍👩‍👧‍👦👍🏽🇩🇪"), 3U) << "family, skin tone, flag";
  EXPECT_EQ(count_graphemes("각"), 1U) << "Hangul jamo";
  EXPECT_EQ(count_graphemes("a\r\nb"), 3U);
  EXPECT_EQ(count_graphemes("a\nb"), 3U);
}

TEST(Graphemes, SpansCoverTheTextInBytes) {
  const std::string text = "aé👍🏽日";
  EXPECT_THAT(texts(text, graphemes(text)), ElementsAre("a", "é", "👍🏽", "日"));
  EXPECT_THAT(graphemes("ab"), ElementsAre(TextSpan{0, 1}, TextSpan{1, 2}));
  EXPECT_THAT(graphemes(""), IsEmpty());
}

TEST(Graphemes, SurviveBytesThatAreNotUtf8) {
  const std::vector<TextSpan> spans = graphemes("a\xff\xffz");
  EXPECT_EQ(spans.front(), (TextSpan{0, 1}));
  EXPECT_EQ(spans.back(), (TextSpan{3, 4}));
}

TEST(Words, LeaveOutSpacesAndPunctuation) {
  EXPECT_THAT(words_of("Don't stop: 3.5 words—e.g. \"CO₂\"!", "en"),
              ElementsAre("Don't", "stop", "3.5", "words", "e.g", "CO"));
  EXPECT_THAT(words_of(" … 💉 !", "en"), IsEmpty());
  EXPECT_THAT(words_of("", "en"), IsEmpty());
}

TEST(Words, UseDictionariesWhereNoSpacesAreWritten) {
  EXPECT_THAT(words_of("สวัสดีชาวโลก", "th"), ElementsAre("สวัสดี", "ชาว", "โลก"));
  EXPECT_THAT(words_of("私は学生です。", "ja"), ElementsAre("私", "は", "学生", "です"));
  EXPECT_THAT(words_of("免疫系统", "zh"), ElementsAre("免疫", "系统"));
}

TEST(LineBreaks, LieAfterSpacesAndNotAtTheEnds) {
  EXPECT_EQ(with_breaks("one two-three  four ", "en"), "one |two-|three  |four ");
  EXPECT_THAT(line_breaks("", "en"), IsEmpty());
  EXPECT_THAT(line_breaks("word", "en"), IsEmpty());
}

TEST(LineBreaks, KeepTogetherWhatBelongsTogether) {
  EXPECT_EQ(with_breaks("37\u00a0°C (a b)", "en"), "37\u00a0°C |(a |b)") << "a no-break space, brackets";
  EXPECT_EQ(with_breaks("「はい」。", "ja"), "「は|い」。");
}

TEST(LineBreaks, TellMandatoryOnesApart) {
  EXPECT_EQ(with_breaks("a\nb c\n", "en"), "a\n||b |c\n");
}

TEST(LineBreaks, UseDictionariesForThai) {
  EXPECT_EQ(with_breaks("สวัสดีชาวโลก", "th"), "สวัสดี|ชาว|โลก");
}

TEST(LineBreaks, KeepJapanesePhrasesTogetherOnRequest) {
  EXPECT_EQ(with_breaks("私は学生です", "ja@lw=phrase"), "私は|学生です");
}

TEST(SentenceStarts, KnowTheLanguagesAbbreviations) {
  EXPECT_THAT(sentence_starts("Mr. Smith came. He sat.", "en"), ElementsAre(0U, 16U));
  EXPECT_THAT(sentence_starts("Really? Yes! 3.5 is fine.", "en"), ElementsAre(0U, 8U, 13U));
  EXPECT_THAT(sentence_starts("はい。いいえ。", "ja"), ElementsAre(0U, 9U));
  EXPECT_THAT(sentence_starts("", "en"), IsEmpty());
}

TEST(DisplayWidth, CountsWideClustersTwice) {
  EXPECT_EQ(display_width(""), 0);
  EXPECT_EQ(display_width("abc"), 3);
  EXPECT_EQ(display_width("日本"), 4);
  EXPECT_EQ(display_width("ＡB"), 3) << "a fullwidth letter";
  EXPECT_EQ(display_width("ｱ"), 1) << "halfwidth kana";
  EXPECT_EQ(display_width("e\u0301"), 1);
  EXPECT_EQ(display_width("👩‍👩‍👧‍👦🇩🇪"), 4);
  EXPECT_EQ(display_width("❤️"), 2) << "a sign turned into an emoji";
  EXPECT_EQ(display_width("a\u200bb\u200e"), 2) << "zero-width space, bidi mark";
}

TEST(Segments, AreTheSameForAnUnknownLocaleAndForTheRoot) {
  EXPECT_EQ(words("Don't 3.5", "xx-YY"), words("Don't 3.5", ""));
  EXPECT_EQ(line_breaks("a b-c", "no such locale!"), line_breaks("a b-c", ""));
}

TEST(Segments, CanBeAskedForFromManyThreads) {
  std::vector<std::jthread> threads;
  std::vector<std::size_t> counts(8);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    threads.emplace_back([&counts, i] {
      for (int turn = 0; turn < 20; ++turn) counts[i] += words("สวัสดีชาวโลก 私は学生です", "th").size();
    });
  }
  threads.clear();
  for (const std::size_t count : counts) EXPECT_EQ(count, counts[0]);
}

}  // namespace
}  // namespace vina::icu
