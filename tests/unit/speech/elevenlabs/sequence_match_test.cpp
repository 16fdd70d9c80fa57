// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/sequence_match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace vina {
namespace {

std::vector<std::uint32_t> sequence(std::string_view text) {
  return {text.begin(), text.end()};
}

std::string common(std::string_view left, std::string_view right, std::size_t most_edits = 1'500) {
  std::string text;
  for (const Match& match : match_sequences(sequence(left), sequence(right), most_edits)) {
    EXPECT_EQ(left[match.left], right[match.right]);
    text += left[match.left];
  }
  return text;
}

TEST(MatchSequences, FindsWhatBothHave) {
  EXPECT_EQ(common("", ""), "");
  EXPECT_EQ(common("abc", ""), "");
  EXPECT_EQ(common("", "abc"), "");
  EXPECT_EQ(common("abc", "abc"), "abc");
  EXPECT_EQ(common("abc", "xyz"), "");
  EXPECT_EQ(common("a cat", "a black cat"), "a cat");
  EXPECT_EQ(common("a black cat", "a cat"), "a cat");
  EXPECT_EQ(common("abcabba", "cbabac").size(), 4U);
}

TEST(MatchSequences, IsALongestCommonSubsequenceThatRises) {
  std::mt19937 random{7};
  for (int round = 0; round < 300; ++round) {
    const auto draw = [&] {
      std::string text(random() % 25, ' ');
      for (char& c : text) c = static_cast<char>('a' + random() % 3);
      return text;
    };
    const std::string left = draw();
    const std::string right = draw();
    std::vector<std::vector<std::size_t>> best(left.size() + 1, std::vector<std::size_t>(right.size() + 1));
    for (std::size_t i = 0; i < left.size(); ++i) {
      for (std::size_t j = 0; j < right.size(); ++j) {
        best[i + 1][j + 1] = left[i] == right[j] ? best[i][j] + 1 : std::max(best[i][j + 1], best[i + 1][j]);
      }
    }
    const auto matches = match_sequences(sequence(left), sequence(right));
    EXPECT_EQ(matches.size(), best[left.size()][right.size()]) << left << " " << right;
    for (std::size_t index = 0; index < matches.size(); ++index) {
      EXPECT_EQ(left[matches[index].left], right[matches[index].right]);
      if (index == 0) continue;
      EXPECT_GT(matches[index].left, matches[index - 1].left);
      EXPECT_GT(matches[index].right, matches[index - 1].right);
    }
  }
}

TEST(MatchSequences, GivesUpOnWhatIsTooDifferent) {
  EXPECT_EQ(common("same abcdefgh end", "same 12345678 end", 5), "same  end");
  const std::string left(20'000, 'a');
  const std::string right(20'000, 'b');
  EXPECT_EQ(common(left, right), "");
}

}  // namespace
}  // namespace vina
