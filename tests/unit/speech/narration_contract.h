// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "speech/narration.h"
#include "speech/speech_provider.h"
#include "wrap/icu/characters.h"
#include "wrap/icu/segments.h"
#include "wrap/icu/utf8.h"

namespace vina {

/// Checks everything narration.h promises about a narration of `request`.
inline void expect_valid_narration(const SpeechRequest& request, const Narration& narration) {
  ASSERT_NE(narration.sound, nullptr);
  ASSERT_EQ(narration.items.size(), request.talks.size());
  Samples earliest;
  for (const SpokenItem& item : narration.items) {
    EXPECT_GE(item.start, earliest);
    EXPECT_GT(item.end, item.start);
    earliest = item.end;
  }
  EXPECT_LE(earliest, narration.sound->length());

  std::vector<std::size_t> words_of_item(request.talks.size());
  Samples last_start;
  std::size_t last_item = 0;
  std::size_t text_end = 0;
  const auto expect_only_space = [&](std::size_t item, std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end;) {
      const auto character = icu::next_character(request.talks[item], at);
      EXPECT_TRUE(character && icu::is_breaking_space(*character)) << "left out before byte " << at;
    }
  };
  for (const SpokenWord& word : narration.words) {
    ASSERT_LT(word.item, request.talks.size());
    ASSERT_GE(word.item, last_item);
    if (word.item != last_item) {
      expect_only_space(last_item, text_end, request.talks[last_item].size());
      text_end = 0;
    }
    last_item = word.item;
    const std::string_view talk = request.talks[word.item];
    ASSERT_LT(word.text.begin, word.text.end);
    ASSERT_LE(word.text.end, talk.size());
    ASSERT_GE(word.text.begin, text_end);
    expect_only_space(word.item, text_end, word.text.begin);
    text_end = word.text.end;
    EXPECT_GE(word.start, last_start);
    EXPECT_GT(word.end, word.start);
    EXPECT_GE(word.start, narration.items[word.item].start);
    EXPECT_LE(word.end, narration.items[word.item].end);
    last_start = word.start;
    ++words_of_item[word.item];
  }
  expect_only_space(last_item, text_end, request.talks[last_item].size());
  for (const std::size_t count : words_of_item) EXPECT_GE(count, 1U);
}

}  // namespace vina
