// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "support/click_speech.h"

#include <gtest/gtest.h>

#include "unit/speech/narration_contract.h"

namespace vina {
namespace {

TEST(ClickSpeech, ClicksAtTheStartOfEachWord) {
  ClickSpeech voice;
  const SpeechRequest request{{"One two.", " three "}};
  const Narration narration = voice.narrate(request, {});
  expect_valid_narration(request, narration);
  ASSERT_EQ(narration.words.size(), 3U);
  for (const SpokenWord& word : narration.words) {
    std::vector<std::int16_t> samples(2);
    narration.sound->read(word.start - Samples{1}, samples);
    EXPECT_EQ(samples[0], 0);
    EXPECT_EQ(samples[1], 24'000);
  }
}

}  // namespace
}  // namespace vina
