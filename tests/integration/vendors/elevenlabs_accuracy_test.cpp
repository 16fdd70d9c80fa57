// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Where the voice of ElevenLabs places every word.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "integration/vendors/elevenlabs_voice.h"
#include "lesson/lesson_reader.h"
#include "support/file_content.h"

namespace vina {
namespace {

using nlohmann::json;
using testing::ElevenLabsVoice;
using ::testing::IsEmpty;
using testing::kFrame;
using testing::worst_word;

std::vector<SpeechRequest> slides_of(const std::string& name) {
  const std::string text =
      testing::content_of(std::filesystem::path{VINA_SOURCE_DIR} / "examples/lessons" / (name + ".json"));
  const Lesson lesson = read_lesson(text).lesson.value();
  std::vector<SpeechRequest> requests;
  for (const Slide& slide : lesson.slides) {
    SpeechRequest& request = requests.emplace_back();
    for (const Item& item : slide.items) request.talks.push_back(item.talk);
  }
  return requests;
}

/// Texts that are hard to align; all must be kept as they are.
std::vector<SpeechRequest> special_slides() {
  return {{.talks = {"In 1796, 3.5 million people (12 %) had 0 doses.", "That was 37 °C, on 14 May."}},
          {.talks = {"Hello 👩‍👩‍👧 family 💉 of cells.", "A thumb 👍🏽 up!"}},
          {.talks = {"A nai\u0308ve cafe\u0301 for Z\u0301ofia.", "Straße, façade, Łódź."}},
          {.talks = {"Wait <break time=\"0.6s\" /> for it.", "R&D: 5 < 7 & 9 > 8.", "Plain again."}},
          {.talks = {"One.", "Two.", "Three.", "Four.", "Five."}}};
}

class ElevenLabsAccuracy : public ElevenLabsVoice, public ::testing::WithParamInterface<std::string> {};

TEST_P(ElevenLabsAccuracy, PlacesEveryWordWithinAFrameOfTheAlignment) {
  std::vector<SpeechRequest> slides = special_slides();
  for (const char* lesson : {"what_llms_are", "many_scripts"}) {
    const auto more = slides_of(lesson);
    slides.insert(slides.end(), more.begin(), more.end());
  }
  // The longest talks allowed take minutes to speak; two items of them say as much as all.
  const std::vector<SpeechRequest> longest = slides_of("longest_allowed");
  SpeechRequest& long_slide = slides.emplace_back();
  for (const std::string& talk : longest.at(0).talks) {
    if (long_slide.talks.size() < 2) long_slide.talks.push_back(talk);
  }
  start(json::object(), {.tier = "pro", .character_limit = 600'000, .gapless_mp3 = GetParam() == "mp3_44100_64"});
  settings_.output_format = GetParam();
  open();
  Samples worst;
  for (const SpeechRequest& request : slides) {
    SCOPED_TRACE(request.talks.front().substr(0, 60));
    const Narration narration = narrate(request);
    EXPECT_THAT(narration.warnings, IsEmpty());
    worst = std::max(worst, worst_word(request, settings_, store_, narration));
    EXPECT_LE(worst, kFrame);
  }
  RecordProperty("worst_word_milliseconds", std::to_string(to_milliseconds(worst)));
}

INSTANTIATE_TEST_SUITE_P(Formats, ElevenLabsAccuracy,
                         ::testing::Values("mp3_44100_128", "mp3_44100_64", "mp3_22050_32", "pcm_24000", "wav_44100"));

}  // namespace
}  // namespace vina
