// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/sound/placed_narration.h"

#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "unit/video/spoken_lesson.h"

namespace vina {
namespace {

using testing::make_spoken_lesson;
using testing::Pcm;
using testing::SpokenLesson;

TEST(PlacedNarration, PutsEveryTalkAtItsPlaceAndSilenceElsewhere) {
  const SpokenLesson lesson = make_spoken_lesson({{Pcm(3001, 8192), Pcm(500, -8192)}, {Pcm(7000, 4096)}});
  const PlacedNarration narration{lesson.timeline, lesson.narrations};
  ASSERT_EQ(narration.length(), to_samples(lesson.timeline.length));
  for (std::size_t slide = 0; slide < 2; ++slide) {
    std::vector<float> sound(static_cast<std::size_t>(narration.length().count()));
    narration.read(slide, Samples{0}, sound);
    std::vector<float> expected(sound.size(), 0.0F);
    for (const TimelineItem& item : lesson.timeline.slides[slide].items) {
      const float value = slide == 1 ? 0.125F : &item == &lesson.timeline.slides[0].items[0] ? 0.25F : -0.25F;
      for (Samples at = item.speech_start; at < item.speech_end; at += Samples{1}) {
        expected[static_cast<std::size_t>(at.count())] = value;
      }
    }
    ASSERT_EQ(sound, expected) << "slide " << slide;
  }
}

TEST(PlacedNarration, FadesTheSoundAroundATalkAndNeverTheTalk) {
  auto spool = std::make_shared<PcmSpool>();
  spool->append(Pcm(20'000, 16'384));  // running sound from which the talk is cut
  SpokenLesson lesson = make_spoken_lesson({{Pcm(1000, 1)}});
  lesson.narrations[0].sound = spool;
  const PlacedNarration narration{lesson.timeline, lesson.narrations};
  const TimelineItem& item = lesson.timeline.slides[0].items[0];
  std::vector<float> sound(1000 + 400);
  narration.read(0, item.speech_start - Samples{200}, sound);
  EXPECT_EQ(sound[200 - 145], 0.0F);
  for (std::size_t i = 200 - 144; i < 200; ++i) ASSERT_GT(sound[i], sound[i - 1]);
  for (std::size_t i = 200; i < 1200; ++i) ASSERT_EQ(sound[i], 0.5F);
  for (std::size_t i = 1200; i < 1200 + 145; ++i) ASSERT_LT(sound[i], sound[i - 1]);
  EXPECT_EQ(sound[1200 + 145], 0.0F);
}

TEST(PlacedNarration, ReadsTheSameInAnyBlocks) {
  const SpokenLesson lesson = make_spoken_lesson({{testing::make_speech(Samples{50'000})}});
  const PlacedNarration narration{lesson.timeline, lesson.narrations};
  std::vector<float> whole(90'000);
  narration.read(0, Samples{-500}, whole);
  for (const std::int64_t from : {0, 4096, 30'001}) {
    std::vector<float> part(20'000);
    narration.read(0, Samples{from - 500}, part);
    for (std::size_t i = 0; i < part.size(); ++i) ASSERT_EQ(part[i], whole[i + static_cast<std::size_t>(from)]);
  }
}

}  // namespace
}  // namespace vina
