// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/espeak_speech.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "base/error.h"
#include "unit/speech/narration_contract.h"

namespace vina {
namespace {

SpeechProvider& voice() {
  static const auto provider = make_espeak_speech();
  return *provider;
}

std::vector<std::int16_t> samples_of(const Narration& narration) {
  std::vector<std::int16_t> samples(static_cast<std::size_t>(narration.sound->length().count()));
  narration.sound->read(Samples{0}, samples);
  return samples;
}

Narration expect_valid(const SpeechRequest& request) {
  Narration narration = voice().narrate(request, {});
  expect_valid_narration(request, narration);
  return narration;
}

std::vector<SpeechRequest> slides_of(const std::string& lesson) {
  const auto json = nlohmann::json::parse(std::ifstream{std::string{VINA_SOURCE_DIR} + "/examples/lessons/" + lesson});
  const auto& content = json.contains("lesson_content") ? json["lesson_content"] : json;
  std::vector<SpeechRequest> requests;
  for (const auto& slide : content["slides"]) {
    SpeechRequest request;
    for (const auto& item : slide["items"]) request.talks.push_back(item["talk"]);
    requests.push_back(request);
  }
  return requests;
}

bool is_audible(const std::vector<std::int16_t>& samples, Samples from, Samples to) {
  for (auto at = from.count(); at < to.count(); ++at) {
    if (std::abs(int{samples[static_cast<std::size_t>(at)]}) >= 100) return true;
  }
  return false;
}

TEST(EspeakSpeech, SpeaksTheExampleLessons) {
  for (const char* lesson : {"what_llms_are.json", "many_scripts.json"}) {
    for (const SpeechRequest& request : slides_of(lesson)) expect_valid(request);
  }
}

TEST(EspeakSpeech, StartsEachItemAtItsAudibleOnset) {
  const SpeechRequest request{{"Have five fish.", "Tap the table.", "Six apples, he said."}};
  const Narration narration = expect_valid(request);
  const auto samples = samples_of(narration);
  for (const SpokenItem& item : narration.items) {
    EXPECT_TRUE(is_audible(samples, item.start, item.start + milliseconds(5)));
    EXPECT_TRUE(is_audible(samples, item.end - milliseconds(5), item.end));
  }
  EXPECT_GE(narration.items[1].start - narration.items[0].end, milliseconds(100));
  EXPECT_FALSE(is_audible(samples, narration.items[0].end + milliseconds(1), narration.items[1].start));
}

TEST(EspeakSpeech, PlacesAWordAfterAPauseWhereItIsHeard) {
  const Narration narration = expect_valid({{"First, take it. Then, go home: stop."}});
  const auto samples = samples_of(narration);
  for (const std::size_t word : {1U, 3U, 4U, 6U}) {  // take, Then, go, stop
    const Samples start = narration.words[word].start;
    EXPECT_TRUE(is_audible(samples, start, start + milliseconds(10))) << word;
    EXPECT_FALSE(is_audible(samples, start - milliseconds(30), start - milliseconds(1))) << word;
  }
}

TEST(EspeakSpeech, GivesTheSameSamplesWhateverWasSpokenBefore) {
  for (const char* language : {"en", "de", "ar", "zh", "vi", "lv", "ja"}) {
    const SpeechRequest request{{"Hello there, 3.5 times.", "ワクチン، صورة 很好 again!"}, language};
    const Narration first = voice().narrate(request, {});
    voice().narrate({{"Something else entirely, by another voice."}, "fr", 240}, {});
    std::rand();
    const Narration second = voice().narrate(request, {});
    EXPECT_EQ(samples_of(first), samples_of(second)) << language;
  }
}

TEST(EspeakSpeech, GivesTheSameSamplesOnEveryThread) {
  const auto requests = slides_of("many_scripts.json");
  std::vector<std::vector<std::int16_t>> expected;
  for (const SpeechRequest& request : requests) expected.push_back(samples_of(voice().narrate(request, {})));
  std::vector<std::vector<std::int16_t>> spoken(requests.size() * 2);
  {
    std::vector<std::jthread> threads;
    for (std::size_t index = 0; index < spoken.size(); ++index) {
      threads.emplace_back(
          [&, index] { spoken[index] = samples_of(voice().narrate(requests[index % requests.size()], {})); });
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
      // GCC 12's sanitizers do not release the locks of their allocators in a forked child, which then stands still if
      // another thread happened to hold one. glibc's does.
      threads.back().join();
#endif
    }
  }
  for (std::size_t index = 0; index < spoken.size(); ++index)
    EXPECT_EQ(spoken[index], expected[index % requests.size()]);
}

TEST(EspeakSpeech, StopsSoonAfterItIsAsked) {
  std::string talk;
  while (talk.size() < 60'000) talk += "This sentence is one of very many. ";
  std::stop_source stop;
  std::chrono::steady_clock::time_point asked;
  const std::jthread stopper{[&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    asked = std::chrono::steady_clock::now();
    stop.request_stop();
  }};
  try {
    voice().narrate({{talk}}, stop.get_token());
    ADD_FAILURE() << "was not stopped";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kCancelled);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::seconds(1));
}

TEST(EspeakSpeech, SpeaksMarkupAsText) {
  const Narration plain = expect_valid({{"a bold b"}});
  for (const char* talk : {"a <b>bold</b> b", "a &amp; bold <break time=\"9s\"/> b", "a [[h@l'oU]] bold b",
                           "a \x01+10S bold b", "a \n\n bold \t b", "<speak>a bold b</speak>"}) {
    const Narration narration = expect_valid({{talk}});
    EXPECT_LT(to_seconds(narration.sound->length()), 8) << talk;
    EXPECT_GT(narration.sound->length(), plain.sound->length() - milliseconds(100)) << talk;
  }
}

TEST(EspeakSpeech, SurvivesOddTalks) {
  std::string many_emoji;
  for (int count = 0; count < 500; ++count) many_emoji += "👩🏽‍🔬";
  for (const std::string& talk :
       {std::string{"..."}, std::string{"!?"}, std::string{"👍"}, std::string{"☺️ ok"}, many_emoji,
        std::string(5000, 'a'), std::string(5000, '.'), std::string(5000, '9'), std::string{"\u200B"},
        std::string{"\uE000"}, std::string{"e\u0301\u0302\u0303 a"}, std::string{"\u202Eabc\u202C"}, std::string{"١٢٣"},
        std::string{"ភាសាខ្មែរ"}, std::string{"ພາສາລາວ"}, std::string{"မြန်မာဘာသာ"},
        std::string{"state-of-the-art 10:30 1,234,567 12/11/2026 ½"},
        std::string{"see https://example.org/a?b=c&d=1 now"}, std::string{"bad \xFF\xC3 bytes"}}) {
    expect_valid({{talk}});
  }
}

TEST(EspeakSpeech, FollowsTheRate) {
  const SpeechRequest slow{{"One two three four five six seven eight."}, "en", 80};
  SpeechRequest fast = slow;
  fast.words_per_minute = 300;
  EXPECT_GT(expect_valid(slow).sound->length(), expect_valid(fast).sound->length() * 2);
}

TEST(EspeakSpeech, RefusesARateOutOfRange) {
  for (const int rate : {79, 301, 0, -1}) {
    try {
      voice().narrate({{"x"}, "en", rate}, {});
      ADD_FAILURE() << rate;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
      EXPECT_THAT(error.what(), testing::HasSubstr("80 to 300"));
    }
  }
}

TEST(EspeakSpeech, ListsItsVoicesForTheDoctor) {
  std::vector<std::string> languages;
  for (const EspeakVoice& each : espeak_voices()) languages.push_back(each.language);
  EXPECT_THAT(languages, testing::IsSupersetOf({"ar", "en-GB", "en-US", "hi", "ja", "zh"}));
  EXPECT_THAT(espeak_version(), testing::MatchesRegex("1\\.[0-9.]+.*"));
}

}  // namespace
}  // namespace vina
