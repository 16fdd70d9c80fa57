// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/typesetter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "slides/script.h"
#include "unit/slides/tests_of_slides.h"

namespace vina {
namespace {

using testing::shared_typesetter;

TextStyle body(double size_px = 48) {
  return {Theme{}.body, size_px, false};
}

TextBlock set(std::string_view text, double width, Alignment alignment = Alignment::kLeft) {
  return shared_typesetter().set(text, body(), width, alignment);
}

double narrowest(const TextBlock& block) {
  double least = block.width;
  for (const SetLine& line : block.lines) least = std::min(least, line.width);
  return least;
}

TEST(Typesetter, MakesLinesAboutEquallyLong) {
  const TextBlock greedy =
      shared_typesetter().set("One short word hangs over here now, alas", body(), 800, Alignment::kLeft, Balance::kNo);
  const TextBlock block = set("One short word hangs over here now, alas", 800);
  ASSERT_EQ(block.lines.size(), 2U);
  EXPECT_EQ(greedy.lines.size(), 2U);
  EXPECT_GT(narrowest(block), block.width * 0.7);
  EXPECT_LT(narrowest(greedy), greedy.width * 0.7);
}

TEST(Typesetter, KeepsWordsWholeThatFitOnALine) {
  const TextBlock block = set("Pharmacokinetics and pharmacodynamics of glucocorticosteroids", 600);
  EXPECT_GT(block.lines.size(), 1U);
  EXPECT_FALSE(block.breaks_word);
}

TEST(Typesetter, BreaksAWordOnlyIfItAloneIsWiderThanALine) {
  EXPECT_TRUE(set("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk", 600).breaks_word);
}

TEST(Typesetter, GivesEmojiTheSizeOfTheirText) {
  for (const double size : {32.0, 48.0, 116.0}) {
    const auto width = [&](std::string_view text) {
      return shared_typesetter().set(text, body(size), 2000, Alignment::kLeft).width;
    };
    EXPECT_NEAR((width("A💉B") - width("AB")) / size, 1.1, 0.1) << size;
  }
}

TEST(Typesetter, KeepsTheHeightOfLinesWithEmoji) {
  const TextStyle title{Theme{}.title, 80, false};
  const std::string plain = "Gypsy jazz by Django is a joy — playing by ear";
  const TextBlock without = shared_typesetter().set(plain, title, 800, Alignment::kLeft);
  const TextBlock with =
      shared_typesetter().set("Gypsy jazz by Django 🎸 is a joy — playing by ear 💉", title, 800, Alignment::kLeft);
  ASSERT_GT(without.lines.size(), 2U);
  EXPECT_EQ(with.lines.size(), without.lines.size());
  for (std::size_t i = 0; i < with.lines.size(); ++i) EXPECT_EQ(with.lines[i].baseline, without.lines[i].baseline);
  EXPECT_NEAR(with.height, without.height, 4) << "the emoji on the last line reaches a little lower than letters";
}

TEST(Typesetter, BreaksAddressesAfterTheirPunctuation) {
  const TextBlock block = set("https://example.org/a/very/long/address/that/has/no/space/in/it?and=continues", 700);
  EXPECT_GT(block.lines.size(), 1U);
  EXPECT_FALSE(block.breaks_word);
  EXPECT_LE(block.width, 700);
}

TEST(Typesetter, LeavesAnAddressWholeThatFitsOnALine) {
  const TextBlock block = set("Read more about it here: https://example.org/a/b", 700);
  EXPECT_EQ(block.text.find("\xE2\x80\x8B"), std::string::npos);
  EXPECT_FALSE(block.breaks_word);
}

TEST(Typesetter, BreaksJapaneseBetweenCharactersButNotBeforeAComma) {
  const std::string text = "ワクチンは安全な「見本」を体に見せ、記憶細胞をつくる";
  for (int width = 300; width < 900; width += 37) {
    const TextBlock block = set(text, width);
    EXPECT_GT(block.lines.size(), 1U);
    EXPECT_FALSE(block.breaks_word) << width;
    EXPECT_LE(block.width, width);
  }
}

TEST(Typesetter, BreaksThaiByItsDictionary) {
  const TextBlock block = set("วัคซีนฝึกให้ร่างกายรู้จักไวรัสอย่างปลอดภัย", 500);
  EXPECT_GT(block.lines.size(), 1U);
  EXPECT_FALSE(block.breaks_word);
}

TEST(Typesetter, SetsArabicFromTheRight) {
  const TextBlock block = set("اللقاح يعرض صورة آمنة من الفيروس على الجسم كله", 600, Alignment::kRight);
  EXPECT_EQ(block.direction, pango::Direction::kRightToLeft);
  ASSERT_GT(block.lines.size(), 1U);
  for (const SetLine& line : block.lines) EXPECT_NEAR(line.left + line.width, block.width, 0.01);
}

TEST(Typesetter, KeepsInkOfLinesApartInTallScripts) {
  for (const std::string text :
       {"ที่ปู่ญี่ปุ่นรู้จักกันดีอยู่ที่นี่ ที่ปู่ญี่ปุ่นรู้จักกันดี", "क्षत्रिय ज्ञान श्रद्धा संयुक्ताक्षर क्षत्रिय ज्ञान", "ÅÊÕ ẤỀỖ Ģģ ÅÊÕ ẤỀỖ Ģģ ÅÊÕ"}) {
    const TextBlock block = set(text, 500);
    ASSERT_GT(block.lines.size(), 1U);
    const double spacing = block.lines[1].baseline - block.lines[0].baseline;
    EXPECT_GE(spacing, 48 * 1.2);
    EXPECT_GE(block.ink.top, 0);
    EXPECT_LE(block.ink.bottom(), block.height);
  }
}

TEST(Typesetter, NamesCharactersNoFontCanShow) {
  EXPECT_THAT(shared_typesetter().missing_characters("a\xF3\xB0\x80\x80z\xF4\x8F\xBF\xBD", body()),
              ::testing::ElementsAre(U'\xF0000', U'\x10FFFD'));
  EXPECT_TRUE(shared_typesetter().missing_characters("CO₂ ≤ 37 °C 💉 免疫 한국어 ไทย हिन्दी", body()).empty());
}

TEST(Script, TellsJapaneseFromChineseByTheKanaAnywhereInTheLesson) {
  EXPECT_EQ(han_language_of("免疫 システム"), "ja");
  EXPECT_EQ(han_language_of("免疫系统如何学习，为什么不会忘记"), "zh-hans");
  EXPECT_EQ(han_language_of("免疫系統如何學習，為什麼不會忘記"), "zh-hant");
  EXPECT_EQ(language_of_script("免疫", "ja"), "ja");
  EXPECT_EQ(language_of_script("Immune", "ja"), "en");
}

TEST(Script, KeepsJapanesePhrasesTogether) {
  std::string shown = with_joined_phrases("免疫システムはどう学ぶのか、そして忘れない");
  for (std::size_t at = shown.find("\xE2\x81\xA0"); at != std::string::npos; at = shown.find("\xE2\x81\xA0")) {
    shown.replace(at, 3, "+");
  }
  EXPECT_EQ(shown, "免+疫+シ+ス+テ+ム+はど+う学+ぶ+の+か、そ+し+て忘+れ+な+い");
}

TEST(Script, FindsAddresses) {
  EXPECT_THAT(addresses_in("see https://a.org/b, and/or me"), ::testing::ElementsAre(TextSpan{4, 20}));
  EXPECT_TRUE(addresses_in("3.5 words, e.g. 1/2 and/or").empty());
}

}  // namespace
}  // namespace vina
