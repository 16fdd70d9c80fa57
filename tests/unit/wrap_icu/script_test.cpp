// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/icu/script.h"

#include <gtest/gtest.h>

namespace vina::icu {
namespace {

TEST(DominantScript, NamesTheScriptOfMostLetters) {
  EXPECT_EQ(dominant_script("What LLMs are"), "Latn");
  EXPECT_EQ(dominant_script("كيف يتعلّم الجهاز المناعي؟"), "Arab");
  EXPECT_EQ(dominant_script("टीका शरीर को सिखाता है"), "Deva");
  EXPECT_EQ(dominant_script("วัคซีน"), "Thai");
  EXPECT_EQ(dominant_script("Вакцина"), "Cyrl");
  EXPECT_EQ(dominant_script("Εμβόλιο"), "Grek");
  EXPECT_EQ(dominant_script("חיסון"), "Hebr");
}

TEST(DominantScript, TellsTheEastAsianWritingSystemsApart) {
  EXPECT_EQ(dominant_script("免疫システムはどう学ぶか"), "Jpan");
  EXPECT_EQ(dominant_script("백신은 몸을 훈련한다"), "Kore");
  EXPECT_EQ(dominant_script("疫苗训练身体"), "Hans");
  EXPECT_EQ(dominant_script("ㄅㄆㄇ 疫苗"), "Hant");
  EXPECT_EQ(dominant_script("學習 ワクチン 백신"), "Jpan");
}

TEST(DominantScript, IsNotMisledByForeignTerms) {
  EXPECT_EQ(dominant_script("LLMとは何か"), "Jpan");
  EXPECT_EQ(dominant_script("The word 日本 means Japan"), "Latn");
  EXPECT_EQ(dominant_script("β-blocker"), "Latn");
}

TEST(DominantScript, IgnoresWhatManyScriptsShare) {
  EXPECT_EQ(dominant_script(""), "");
  EXPECT_EQ(dominant_script("3.5 × 10² — 💉 !"), "");
  EXPECT_EQ(dominant_script("1234567890 я"), "Cyrl");
}

TEST(DominantScript, PrefersTheFirstInATie) {
  EXPECT_EQ(dominant_script("ab яд"), "Latn");
  EXPECT_EQ(dominant_script("яд ab"), "Cyrl");
}

TEST(DominantScript, SurvivesBytesThatAreNotUtf8) {
  EXPECT_EQ(dominant_script("\xff\xfe ab"), "Latn");
}

}  // namespace
}  // namespace vina::icu
