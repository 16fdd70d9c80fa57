// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/sound_levels.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace vina {
namespace {

/// `pattern`: 10 ms a letter; '#' is loud, '-' is noise, ' ' is silent.
SoundLevels levels_of(const char* pattern, std::int16_t noise = 150) {
  SoundLevels levels;
  for (const char* c = pattern; *c != '\0'; ++c) {
    const auto amplitude = static_cast<std::int16_t>(*c == '#' ? 9'000 : *c == '-' ? noise : 0);
    std::vector<std::int16_t> samples(480, amplitude);
    levels.append(samples);
  }
  levels.finish();
  return levels;
}

TEST(SoundLevels, FindsPauses) {
  const SoundLevels levels = levels_of("  ###    ##  ");
  const auto pauses = levels.pauses(Samples{0}, levels.length(), milliseconds(30));
  ASSERT_EQ(pauses.size(), 1U);
  EXPECT_EQ(pauses[0].start, milliseconds(50));
  EXPECT_EQ(pauses[0].end, milliseconds(90));
  EXPECT_EQ(levels.pauses(Samples{0}, levels.length(), milliseconds(20)).size(), 3U);
  EXPECT_EQ(levels.first_audible(Samples{0}, levels.length()), milliseconds(20));
  EXPECT_EQ(levels.last_audible(Samples{0}, levels.length()), milliseconds(110));
  EXPECT_EQ(levels.first_audible(milliseconds(50), milliseconds(90)), std::nullopt);
  EXPECT_EQ(levels.last_audible(milliseconds(50), milliseconds(90)), std::nullopt);
}

TEST(SoundLevels, TakesASteadyNoiseForSilence) {
  const SoundLevels levels = levels_of("--#####----#####--");
  const auto pauses = levels.pauses(Samples{0}, levels.length(), milliseconds(30));
  ASSERT_EQ(pauses.size(), 1U);
  EXPECT_EQ(pauses[0].start, milliseconds(70));
  EXPECT_EQ(pauses[0].end, milliseconds(110));
}

TEST(SoundLevels, FindsNoPauseInASoundWithoutOne) {
  const SoundLevels levels = levels_of("##########");
  EXPECT_TRUE(levels.pauses(Samples{0}, levels.length(), milliseconds(1)).empty());
  EXPECT_EQ(levels.audible_before(levels.length()), 100);
}

TEST(SoundLevels, CountsAudibleTime) {
  const SoundLevels levels = levels_of("  ###    ##  ");
  EXPECT_EQ(levels.audible_before(milliseconds(40)), 20);
  EXPECT_EQ(levels.audible_before(milliseconds(1'000)), 50);
  EXPECT_EQ(levels.after_audible(30), milliseconds(50));
  EXPECT_EQ(levels.after_audible(31), milliseconds(91));
  EXPECT_EQ(levels.after_audible(99), levels.length());
}

TEST(SoundLevels, FindsTheQuietestMoment) {
  const SoundLevels levels = levels_of("###-###");
  const Samples quietest = levels.quietest(Samples{0}, levels.length());
  EXPECT_GE(quietest, milliseconds(30));
  EXPECT_LT(quietest, milliseconds(40));
  EXPECT_EQ(levels.quietest(milliseconds(500), milliseconds(600)), milliseconds(500)) << "outside of the sound";
}

}  // namespace
}  // namespace vina
