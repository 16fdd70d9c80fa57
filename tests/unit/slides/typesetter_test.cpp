// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/typesetter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "slides/script.h"
#include "slides/word_bonds.h"
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
  EXPECT_EQ(block.broken_words, 0U);
}

TEST(Typesetter, BreaksAWordOnlyIfItAloneIsWiderThanALine) {
  EXPECT_GT(set("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk", 600).broken_words, 0U);
}

double width_on_one_line(std::string_view text) {
  return set(text, 10'000).width;
}

double width_of_all_lines(const TextBlock& block) {
  double sum = 0;
  for (const SetLine& line : block.lines) sum += line.width;
  return sum;
}

TEST(Typesetter, BreaksAWordWithoutInventingAHyphen) {
  const std::string word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk";
  const TextBlock block = set(word, 600);
  ASSERT_EQ(block.lines.size(), 3U);
  EXPECT_NEAR(width_of_all_lines(block), width_on_one_line(word), 4) << "kerning at the breaks";
}

TEST(Typesetter, BreaksAWordAtItsSoftHyphensAndShowsThem) {
  const std::string word = "Donaudampfschifffahrts\u00ADelektrizitäten\u00ADhauptbetriebswerk";
  const TextBlock block = set(word, 600);
  ASSERT_EQ(block.lines.size(), 3U);
  EXPECT_EQ(block.broken_words, 0U);
  const double hyphen = width_on_one_line("a-b") - width_on_one_line("ab");
  EXPECT_NEAR(block.lines[0].width, width_on_one_line("Donaudampfschifffahrts-"), 2);
  EXPECT_NEAR(block.lines[2].width, width_on_one_line("hauptbetriebswerk"), 2);
  EXPECT_NEAR(width_of_all_lines(block), width_on_one_line(word) + 2 * hyphen, 4) << "none where no line ends";
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

TEST(Typesetter, KeepsANumberWithWhatItCounts) {
  const TextBlock block = set("CO₂, H₂O, 37 °C, ½ dose, 5 µg ≤ x < 10 µg", 620);
  ASSERT_EQ(block.lines.size(), 2U);
  EXPECT_NEAR(block.lines[0].width, width_on_one_line("CO₂, H₂O, 37 °C,"), 2);
}

TEST(Typesetter, StartsNoLineWithADash) {
  for (const std::string dash : {" – ", " — ", "—", " - "}) {
    const std::string text = "Always read it aloud" + dash + "then read the source again";
    for (int width = 330; width < 700; width += 10) {
      const TextBlock block = set(text, width);
      double best = 1e9;
      for (const SetLine& line : block.lines) {
        for (const char* start : {"then", "then read", "then read the", "then read the source"}) {
          best = std::min(best,
                          std::abs(line.width - width_on_one_line(dash.substr(dash.find_first_not_of(' ')) + start)));
        }
      }
      EXPECT_GT(best, 0.5) << dash << " " << width;
    }
  }
}

TEST(Typesetter, TearsANumberOffRatherThanTakeAnotherLine) {
  const std::string text = "Nearly never 25 pharmacologists";
  const double width = width_on_one_line("pharmacologists") + 20;
  ASSERT_LT(width_on_one_line("Nearly never 25"), width);
  const TextBlock block = set(text, width);
  EXPECT_EQ(block.lines.size(), 2U);
  EXPECT_EQ(block.broken_words, 0U);
}

TEST(Typesetter, BreaksAddressesAfterTheirPunctuation) {
  const TextBlock block = set("https://example.org/a/very/long/address/that/has/no/space/in/it?and=continues", 700);
  EXPECT_GT(block.lines.size(), 1U);
  EXPECT_EQ(block.broken_words, 0U);
  EXPECT_LE(block.width, 700);
}

TEST(Typesetter, LeavesAnAddressWholeThatFitsOnALine) {
  const TextBlock block = set("Read more about it here: https://example.org/a/b", 700);
  EXPECT_EQ(block.text.find("\xE2\x80\x8B"), std::string::npos);
  EXPECT_EQ(block.broken_words, 0U);
}

TEST(Typesetter, BreaksJapaneseBetweenCharactersButNotBeforeAComma) {
  const std::string text = "ワクチンは安全な「見本」を体に見せ、記憶細胞をつくる";
  for (int width = 300; width < 900; width += 37) {
    const TextBlock block = set(text, width);
    EXPECT_GT(block.lines.size(), 1U);
    EXPECT_EQ(block.broken_words, 0U) << width;
    EXPECT_LE(block.width, width);
  }
}

TEST(Typesetter, BreaksThaiByItsDictionary) {
  const TextBlock block = set("วัคซีนฝึกให้ร่างกายรู้จักไวรัสอย่างปลอดภัย", 500);
  EXPECT_GT(block.lines.size(), 1U);
  EXPECT_EQ(block.broken_words, 0U);
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

/// The text with its bonds shown: _ for white space, + for none.
std::string bound(std::string_view text) {
  std::string shown = with_bonds(text, bonds_in(text));
  for (const auto& [hidden, sign] : {std::pair{"\u00A0", "_"}, std::pair{"\u2060", "+"}}) {
    const std::string_view sought = hidden;
    for (std::size_t at = shown.find(sought); at != std::string::npos; at = shown.find(sought)) {
      shown.replace(at, sought.size(), sign);
    }
  }
  return shown;
}

TEST(WordBonds, TieShortNumbersToTheWordBehindThem) {
  EXPECT_EQ(bound("½ dose of 3.5 mg, or 1/2 tablet"), "½_dose of 3.5_mg, or 1/2_tablet");
  EXPECT_EQ(bound("CO₂, H₂O, 37 °C, 5 µg ≤ x < 10 µg"), "CO₂, H₂O, 37_°C, 5_µg ≤ x < 10_µg");
  EXPECT_EQ(bound("(20 000 people, ≈ 5 %)"), "(20_000_people, ≈ 5_%)");
  EXPECT_EQ(bound("نحو ٥ سنوات (5–10 سنوات)"), "نحو ٥_سنوات (5–+10_سنوات)");
}

TEST(WordBonds, LeaveYearsAndNumbersThatEndAPhraseAlone) {
  for (const char* text : {"In 1990 we", "Step 3, then", "Version 2. After", "x = 3 + y", "A4 paper", "Room 12"}) {
    EXPECT_EQ(bound(text), text);
  }
}

TEST(WordBonds, TieADashToTheWordBeforeIt) {
  EXPECT_EQ(bound("the body 💉 — naïve"), "the body 💉_— naïve");
  EXPECT_EQ(bound("word–word, word—word, a - b"), "word+–word, word+—word, a_- b");
  EXPECT_EQ(bound("— dijo él —entonces— y se fue"), "— dijo él —entonces— y se fue");
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
