// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/lesson_voice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/error.h"

namespace vina {
namespace {

using ::testing::ElementsAre;

class FailingSpeech final : public SpeechProvider {
 public:
  explicit FailingSpeech(ErrorKind kind) : kind_{kind} {}
  Narration narrate(const SpeechRequest&, std::stop_token) override { throw Error{kind_, "no credits are left"}; }

 private:
  ErrorKind kind_;
};

class WarningSpeech final : public SpeechProvider {
 public:
  Narration narrate(const SpeechRequest&, std::stop_token) override {
    Narration narration;
    narration.warnings = {{"", "of the slide", false}, {"/slides/1/items/0/talk", "of an item", false}};
    return narration;
  }
};

Lesson three_slides() {
  Lesson lesson{.title = "A lesson"};
  for (const char* talk : {"first", "second", "third"}) {
    lesson.slides.push_back(
        {.title = "A slide", .items = {{"bullet", talk, {}}, {"bullet", std::string{talk} + " end", {}}}});
  }
  return lesson;
}

TEST(LessonVoice, TellsTheProviderWhatIsSaidBeforeAndAfter) {
  const Lesson lesson = three_slides();
  EXPECT_EQ(speech_request(lesson, 0, {}).previous_text, "");
  EXPECT_EQ(speech_request(lesson, 0, {}).next_text, "second");
  EXPECT_THAT(speech_request(lesson, 1, {}).talks, ElementsAre("second", "second end"));
  EXPECT_EQ(speech_request(lesson, 1, {}).previous_text, "first end");
  EXPECT_EQ(speech_request(lesson, 2, {}).next_text, "");
}

TEST(LessonVoice, FailsWithTheSlidesPlace) {
  FailingSpeech speech{ErrorKind::kProviderRejected};
  try {
    speak_slide(three_slides(), 1, {}, speech, {});
    FAIL() << "went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kProviderRejected);
    EXPECT_EQ(error.public_message(), "/slides/1: no credits are left");
  }
}

TEST(LessonVoice, LeavesAWrongOptionWithoutAPlace) {
  FailingSpeech speech{ErrorKind::kInvalidOption};
  try {
    speak_slide(three_slides(), 1, {}, speech, {});
    FAIL() << "went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.public_message(), "no credits are left");
  }
}

TEST(LessonVoice, GivesWarningsOfTheSlideItsPlace) {
  WarningSpeech speech;
  const Narration narration = speak_slide(three_slides(), 1, {}, speech, {});
  EXPECT_EQ(narration.warnings[0].place, "/slides/1");
  EXPECT_EQ(narration.warnings[1].place, "/slides/1/items/0/talk");
}

}  // namespace
}  // namespace vina
