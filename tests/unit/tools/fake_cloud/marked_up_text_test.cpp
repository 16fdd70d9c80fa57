// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/marked_up_text.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace vina::fake {
namespace {

using std::chrono::milliseconds;

std::string sent(const std::vector<SpokenPiece>& pieces, bool with_tags) {
  std::string text;
  for (const SpokenPiece& piece : pieces) {
    for (const SentCharacter& character : piece.characters) {
      if (with_tags || !character.of_tag) text += character.text;
    }
  }
  return text;
}

TEST(MarkedUpText, IsCutAtItsPauses) {
  const std::string text = "One <break time=\"0.6s\" /> two<break time=\"250ms\"/>three <break time=\"9s\" />";
  const auto pieces = read_markup(text, Markup::kBreakTags);
  ASSERT_EQ(pieces.size(), 4U);
  EXPECT_EQ(pieces[0].text, "One ");
  EXPECT_EQ(pieces[0].pause_after, milliseconds{600});
  EXPECT_EQ(pieces[1].text, " two");
  EXPECT_EQ(pieces[1].pause_after, milliseconds{250});
  EXPECT_EQ(pieces[2].pause_after, milliseconds{3000});
  EXPECT_EQ(pieces[3].text, "");
  EXPECT_EQ(sent(pieces, true), text);
  EXPECT_EQ(sent(pieces, false), "One  twothree ");
}

TEST(MarkedUpText, LosesWhatLooksLikeATag) {
  EXPECT_EQ(read_markup("a <b> c", Markup::kBreakTags)[0].text, "a  c");
  EXPECT_EQ(read_markup("a < b", Markup::kBreakTags)[0].text, "a < b");
  EXPECT_EQ(read_markup("[pause] a", Markup::kBreakTags)[0].text, "[pause] a");
  const auto v3 = read_markup("a [pause] b [laughs] c <break time=\"1s\" /> d [", Markup::kAudioTags);
  ASSERT_EQ(v3.size(), 2U);
  EXPECT_EQ(v3[0].pause_after, milliseconds{700});
  EXPECT_EQ(v3[1].text, " b  c  d [");
}

TEST(MarkedUpText, SpeaksWhatEntitiesStandFor) {
  const auto pieces = read_markup("R&amp;D &lt; &nbsp; 5", Markup::kBreakTags);
  EXPECT_EQ(pieces[0].text, "R&D < &nbsp; 5");
  EXPECT_EQ(sent(pieces, false), "R&amp;D &lt; &nbsp; 5");
  EXPECT_EQ(pieces[0].characters[1].spoken, (TextSpan{1, 2}));
  EXPECT_EQ(pieces[0].characters[5].spoken, (TextSpan{1, 2}));
}

TEST(MarkedUpText, KeepsCharactersWhole) {
  const auto pieces = read_markup("e\u0301\U0001F469\u200D\U0001F680", Markup::kBreakTags);
  ASSERT_EQ(pieces[0].characters.size(), 2U);
  EXPECT_EQ(pieces[0].characters[1].text, "\U0001F469\u200D\U0001F680");
}

}  // namespace
}  // namespace vina::fake
