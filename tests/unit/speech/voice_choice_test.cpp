// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/voice_choice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace vina {
namespace {

const std::vector<espeak::Voice>& voices() {
  static const std::vector<espeak::Voice> all = espeak::voices();
  return all;
}

std::string language_for(const std::string& language, std::string_view text) {
  return choose_voice(voices(), language, text).language;
}

TEST(ChooseVoice, TellsTheLanguageFromTheScript) {
  EXPECT_EQ(language_for("", "A talk, 2 × 3."), "en-US");
  EXPECT_EQ(language_for("", "Привет"), "ru");
  EXPECT_EQ(language_for("", "يعرض اللقاح على الجسم"), "ar");
  EXPECT_EQ(language_for("", "ワクチンは安全な見本"), "ja");
  EXPECT_EQ(language_for("", "大型语言模型"), "zh");
  EXPECT_EQ(language_for("", "टीका शरीर को"), "hi");
  EXPECT_EQ(language_for("", "안녕하세요"), "ko");
  EXPECT_EQ(language_for("", "ภาษาไทย"), "th");
  EXPECT_EQ(language_for("", "שלום"), "he");
  EXPECT_EQ(language_for("", "Καλημέρα"), "el");
  EXPECT_EQ(language_for("", "123 👍"), "en-US");
}

TEST(ChooseVoice, TakesTheLanguageAskedFor) {
  EXPECT_EQ(language_for("en", "x"), "en-US");
  EXPECT_EQ(language_for("en-GB", "x"), "en-GB");
  EXPECT_EQ(language_for("en_AU", "x"), "en-US");
  EXPECT_EQ(language_for("de-CH", "x"), "de");
  EXPECT_EQ(language_for("pt", "x"), "pt");
  EXPECT_EQ(language_for("pt-BR", "x"), "pt-BR");
  EXPECT_EQ(language_for("FR", "x"), "fr-FR");
  EXPECT_EQ(language_for("es-MX", "x"), "es-419");
  EXPECT_EQ(language_for("zh-Hant-TW", "x"), "zh");
  EXPECT_EQ(language_for("zh-HK", "x"), "yue");
  EXPECT_EQ(language_for("no", "x"), "nb");
}

TEST(ChooseVoice, RefusesALanguageWithoutAVoice) {
  for (const std::string language : {"xx", "klingon!", "e", "-", "english", "tlh", "fil", "en us"}) {
    try {
      choose_voice(voices(), language, "x");
      ADD_FAILURE() << language;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
      EXPECT_THAT(error.what(),
                  ::testing::StartsWith("--language: unknown language '" + language + "': choose one of"));
    }
  }
}

TEST(ChooseVoice, WarnsOnceOfATextItsVoiceCannotRead) {
  EXPECT_THAT(choose_voice(voices(), "", "ワクチン").warnings, ::testing::IsEmpty());
  EXPECT_THAT(choose_voice(voices(), "", "見本、安全").warnings, ::testing::IsEmpty()) << "Chinese";
  EXPECT_THAT(choose_voice(voices(), "", "ワクチンは安全").warnings, ::testing::SizeIs(1));
  EXPECT_THAT(choose_voice(voices(), "", "ភាសាខ្មែរ").warnings, ::testing::SizeIs(1));
  EXPECT_THAT(choose_voice(voices(), "en", "Привет").warnings, ::testing::SizeIs(1));
  EXPECT_THAT(choose_voice(voices(), "uk", "Привіт").warnings, ::testing::IsEmpty());
  EXPECT_THAT(choose_voice(voices(), "ar", "Hello").warnings, ::testing::IsEmpty());
}

TEST(ToBcp47, WritesTagsTheUsualWay) {
  EXPECT_EQ(to_bcp47("en-us"), "en-US");
  EXPECT_EQ(to_bcp47("cmn-latn-pinyin"), "zh-Latn-pinyin");
  EXPECT_EQ(to_bcp47("vi-vn-x-south"), "vi-VN-x-south");
  EXPECT_EQ(to_bcp47("es-419"), "es-419");
}

}  // namespace
}  // namespace vina
