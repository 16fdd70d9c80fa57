// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "timeline/timeline_builder.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/error.h"

namespace vina {
namespace {

Lesson lesson_of(std::vector<std::size_t> items_per_slide) {
  Lesson lesson{.title = "T"};
  for (const std::size_t items : items_per_slide) {
    Slide slide{.title = "S"};
    for (std::size_t i = 0; i < items; ++i) slide.items.push_back({"bullet", "one two", std::nullopt});
    lesson.slides.push_back(slide);
  }
  return lesson;
}

/// Each item: two words of `word` samples, 777 samples of silence in front of every item in the provider's sound.
Narration narration_of(std::size_t items, Samples word) {
  Narration narration;
  Samples position;
  for (std::size_t i = 0; i < items; ++i) {
    position += Samples{777};
    narration.items.push_back({position, position + word * 2});
    narration.words.push_back({i, {0, 3}, position, position + word});
    narration.words.push_back({i, {4, 7}, position + word, position + word * 2});
    position += word * 2;
  }
  return narration;
}

TEST(TimelineBuilder, TalksStartOnFrameBordersAndSlidesFollowWithoutGap) {
  const Lesson lesson = lesson_of({3, 1, 5});
  const std::vector<Narration> narrations{narration_of(3, Samples{12'345}), narration_of(1, Samples{1}),
                                          narration_of(5, Samples{40'001})};
  const Timeline timeline = build_timeline(lesson, narrations, {});
  Frames expected_start;
  for (const TimelineSlide& slide : timeline.slides) {
    EXPECT_EQ(slide.start, expected_start);
    expected_start = slide.end();
    for (const TimelineItem& item : slide.items) EXPECT_EQ(to_samples(item.reveal), item.speech_start);
  }
  EXPECT_EQ(timeline.length, expected_start);
}

TEST(TimelineBuilder, SilencesAreAtLeastWhatTheOptionsSayAndLessThanAFrameMore) {
  const TimelineOptions options;
  const std::vector<Narration> narrations{narration_of(3, Samples{50'000})};
  const TimelineSlide slide = build_timeline(lesson_of({3}), narrations, options).slides.at(0);
  const auto expect_silence = [](Samples got, Samples wanted) {
    EXPECT_GE(got, wanted);
    EXPECT_LT(got, wanted + to_samples(Frames{1}));
  };
  expect_silence(slide.items[0].speech_start, options.lead_in);
  expect_silence(slide.items[1].speech_start - slide.items[0].speech_end, options.item_pause);
  expect_silence(slide.items[2].speech_start - slide.items[1].speech_end, options.item_pause);
  expect_silence(to_samples(slide.end()) - slide.items[2].speech_end, options.tail);
}

TEST(TimelineBuilder, WordsKeepTheirPlaceWithinTheirTalk) {
  const std::vector<Narration> narrations{narration_of(2, Samples{30'000})};
  const TimelineSlide slide = build_timeline(lesson_of({2}), narrations, {}).slides.at(0);
  ASSERT_EQ(slide.words.size(), 4U);
  EXPECT_EQ(slide.words[2].start, slide.items[1].speech_start);
  EXPECT_EQ(slide.words[3].start, slide.items[1].speech_start + Samples{30'000});
  EXPECT_EQ(slide.words[3].end, slide.items[1].speech_end);
  EXPECT_EQ(slide.items[1].sound_start, narrations[0].items[1].start);
}

TEST(TimelineBuilder, TheLastBulletStaysLongEnoughToBeRead) {
  Lesson lesson = lesson_of({1});
  lesson.slides[0].items[0].bullet = "one two three four five six seven eight nine ten";
  const std::vector<Narration> narrations{narration_of(1, Samples{100})};
  const TimelineSlide slide = build_timeline(lesson, narrations, {}).slides.at(0);
  EXPECT_GE(to_samples(slide.end()) - slide.items[0].speech_start, milliseconds(3300));
}

TEST(TimelineBuilder, RefusesALeadInShorterThanTheAacPriming) {
  TimelineOptions options;
  options.lead_in = milliseconds(10);
  try {
    validate(options);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
    EXPECT_NE(error.public_message().find("50 to 10000 ms"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace vina
