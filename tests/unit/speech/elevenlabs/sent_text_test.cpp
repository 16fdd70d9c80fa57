// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/sent_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "wrap/icu/utf8.h"

namespace vina {
namespace {

using ::testing::SizeIs;

std::vector<std::string> texts_of(const std::vector<std::string>& talks, std::size_t longest,
                                  const std::string& locale = "en") {
  std::vector<std::string> texts;
  for (const SentText& sent : make_sent_texts(talks, longest, locale)) texts.push_back(sent.text);
  return texts;
}

/// Everything that must hold whatever the talks are.
void expect_faithful(const std::vector<std::string>& talks, std::size_t longest, const std::string& locale) {
  std::vector<std::string> rebuilt(talks.size());
  std::size_t last_item = 0;
  for (const SentText& sent : make_sent_texts(talks, longest, locale)) {
    EXPECT_TRUE(icu::is_valid_utf8(sent.text));
    std::size_t position = 0;
    for (const SentCharacter& character : sent.characters) {
      ASSERT_LT(position, sent.text.size());
      EXPECT_EQ(icu::next_character(sent.text, position), character.character);
      EXPECT_EQ(std::u32string_view{U"<>&"}.find(character.character), std::u32string_view::npos);
      EXPECT_GE(character.item, last_item);
      last_item = character.item;
      rebuilt[character.item] += character.in_talk.of(talks[character.item]);
    }
    EXPECT_EQ(position, sent.text.size());
    EXPECT_LE(sent.characters.size(), longest);
    EXPECT_FALSE(sent.characters.empty());
  }
  EXPECT_EQ(rebuilt, talks);
}

TEST(SentText, JoinsItemsWithAnEmptyLine) {
  EXPECT_EQ(texts_of({"One. Two.", "Three.", "Four."}, 1000), std::vector<std::string>{"One. Two.\n\nThree.\n\nFour."});
}

TEST(SentText, SendsNoMarkup) {
  EXPECT_EQ(texts_of({"R&D: 5 < 7 > 3 <break time=\"9s\"/>\x07!"}, 1000),
            std::vector<std::string>{"R＆D: 5 ＜ 7 ＞ 3 ＜break time=\"9s\"/＞ !"});
}

TEST(SentText, CutsBetweenSentencesIntoEqualParts) {
  EXPECT_EQ(texts_of({"Aaa bbb. Ccc ddd. Eee fff. Ggg hhh."}, 20),
            (std::vector<std::string>{"Aaa bbb. Ccc ddd. ", "Eee fff. Ggg hhh."}));
  EXPECT_EQ(texts_of({"Dr. Who met Mr. Bean. They left."}, 25),
            (std::vector<std::string>{"Dr. Who met Mr. Bean. ", "They left."}));
}

TEST(SentText, CutsBetweenItemsWithoutAnEmptyLine) {
  EXPECT_EQ(texts_of({"Aaa bbb ccc.", "Ddd eee fff."}, 15), (std::vector<std::string>{"Aaa bbb ccc.", "Ddd eee fff."}));
}

TEST(SentText, CutsALongSentenceBetweenWordsAndALongWordAnywhere) {
  EXPECT_EQ(texts_of({"aaa bbb ccc ddd eee"}, 10), (std::vector<std::string>{"aaa bbb ", "ccc ddd ", "eee"}));
  for (const std::string& part : texts_of({std::string(25, 'x')}, 10)) EXPECT_LE(part.size(), 10U);
}

TEST(SentText, CountsCharactersAsTheyMightBeCounted) {
  // Four emoji are four code points, but eight units of UTF-16 and sixteen bytes.
  EXPECT_THAT(texts_of({"💉💉💉💉"}, 4), SizeIs(2));
  EXPECT_THAT(texts_of({"💉💉💉💉"}, 8), SizeIs(1));
  EXPECT_THAT(texts_of({"ééééé"}, 5), SizeIs(1));
}

TEST(SentText, KeepsEveryByteOfEveryTalkInItsPlace) {
  const std::vector<std::vector<std::string>> slides{
      {"Hello."},
      {"One two. Three!", "R&D <b>x</b> & more…", "naïve cafe\u0301 👩‍👩‍👧 ok"},
      {"ワクチンは安全な見本を体に見せます。体はそれを覚えます。",
       "本物のウイルスが来たとき、体は数時間で反応できます。"},
      {"يعرض اللقاح على الجسم صورة آمنة من الفيروس حتى يتعرّف عليها.", "تبقى الذاكرة المناعية سنوات طويلة بعد ذلك."},
      {"bad \xFF byte", "half \xE2\x82"},
      {"  spaces  ", "tab\tand\nline"},
  };
  for (const auto& talks : slides) {
    for (const std::size_t longest : {2U, 3U, 7U, 20U, 50U, 5'000U}) {
      SCOPED_TRACE(talks.front() + " / " + std::to_string(longest));
      expect_faithful(talks, longest, "en");
      expect_faithful(talks, longest, "ja");
    }
  }
}

TEST(ContextForVoice, KeepsTheNearWords) {
  std::string text;
  for (int word = 0; word < 400; ++word) text += "word" + std::to_string(word) + " ";
  const std::string before = context_for_voice(text, true);
  const std::string after = context_for_voice(text, false);
  EXPECT_LE(before.size(), 500U);
  EXPECT_GE(before.size(), 480U);
  EXPECT_TRUE(before.ends_with("word399"));
  EXPECT_TRUE(after.starts_with("word0 "));
  EXPECT_LE(after.size(), 500U);
  EXPECT_EQ(context_for_voice("R&D", true), "R＆D");
  EXPECT_EQ(context_for_voice("", true), "");
  EXPECT_EQ(context_for_voice("  ", false), "");
}

}  // namespace
}  // namespace vina
