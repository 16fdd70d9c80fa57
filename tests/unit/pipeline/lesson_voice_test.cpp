// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/lesson_voice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "support/click_speech.h"

namespace vina {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Clicks under a name, until it fails at a talk.
class NamedSpeech final : public SpeechProvider {
 public:
  NamedSpeech(std::string name, std::optional<ErrorKind> failure) : name_{std::move(name)}, failure_{failure} {}

  Narration narrate(const SpeechRequest& request, std::stop_token stop) override {
    if (failure_ && request.talks.front() == "second") throw Error{*failure_, "no credits are left"};
    Narration narration = clicks_.narrate(request, stop);
    narration.voice = name_;
    return narration;
  }

 private:
  ClickSpeech clicks_;
  std::string name_;
  std::optional<ErrorKind> failure_;
};

Lesson three_slides() {
  Lesson lesson{.title = "A lesson"};
  for (const char* talk : {"first", "second", "third"}) {
    lesson.slides.push_back(
        {.title = "A slide", .items = {{"bullet", talk, {}}, {"bullet", std::string{talk} + " end", {}}}});
  }
  return lesson;
}

LessonVoice speak(std::optional<ErrorKind> failure, bool has_fallback) {
  Providers providers;
  providers.speech = std::make_unique<NamedSpeech>("fine", failure);
  if (has_fallback) providers.speech_fallback = std::make_unique<NamedSpeech>("humble", std::nullopt);
  ProgressMeter progress{nullptr};
  return speak_lesson(three_slides(), {}, providers, progress, {});
}

std::vector<std::string> voices(const LessonVoice& voice) {
  std::vector<std::string> names;
  for (const Narration& narration : voice.narrations) names.push_back(narration.voice);
  return names;
}

TEST(LessonVoice, TellsTheProviderWhatIsSaidBeforeAndAfter) {
  const Lesson lesson = three_slides();
  EXPECT_EQ(speech_request(lesson, 0, {}).previous_text, "");
  EXPECT_EQ(speech_request(lesson, 0, {}).next_text, "second");
  EXPECT_THAT(speech_request(lesson, 1, {}).talks, ElementsAre("second", "second end"));
  EXPECT_EQ(speech_request(lesson, 1, {}).previous_text, "first end");
  EXPECT_EQ(speech_request(lesson, 2, {}).next_text, "");
}

TEST(LessonVoice, FailsWithTheSlidesPlaceWithoutAFallback) {
  try {
    speak(ErrorKind::kProviderRejected, false);
    FAIL() << "went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kProviderRejected);
    EXPECT_EQ(error.public_message(), "/slides/1: no credits are left");
  }
}

TEST(LessonVoice, ChangesTheVoiceOfTheWholeLessonAndSaysSo) {
  const LessonVoice voice = speak(ErrorKind::kProviderUnavailable, true);
  EXPECT_THAT(voices(voice), ElementsAre("humble", "humble", "humble"));
  ASSERT_THAT(voice.warnings, SizeIs(1));
  EXPECT_TRUE(voice.warnings[0].degrades);
  EXPECT_THAT(voice.warnings[0].message, HasSubstr("/slides/1: no credits are left"));
}

TEST(LessonVoice, KeepsTheFallbackOutOfWhatIsNoVendorsFault) {
  for (const ErrorKind kind : {ErrorKind::kStorage, ErrorKind::kBudgetReached, ErrorKind::kInvalidOption}) {
    EXPECT_THROW(speak(kind, true), Error);
  }
}

TEST(LessonVoice, NeedsNoFallbackWhereAllIsWell) {
  const LessonVoice voice = speak(std::nullopt, true);
  EXPECT_THAT(voices(voice), ElementsAre("fine", "fine", "fine"));
  EXPECT_THAT(voice.warnings, IsEmpty());
}

}  // namespace
}  // namespace vina
