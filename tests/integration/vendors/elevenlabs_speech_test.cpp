// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// The voice of ElevenLabs against the fake cloud: what is heard, and what is paid.
#include "speech/elevenlabs/elevenlabs_speech.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "integration/vendors/elevenlabs_voice.h"
#include "support/file_content.h"

namespace vina {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using testing::ElevenLabsVoice;
using testing::fault;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kKey;
using ::testing::Not;
using ::testing::SizeIs;

TEST_F(ElevenLabsVoice, IsPaidOnceAndThenFree) {
  start();
  const SpeechRequest request{.talks = {"Vaccines train the body.", "It remembers."}};
  const auto before = plan_speech(request, settings_, store_, prices_);
  ASSERT_THAT(before, SizeIs(1));
  EXPECT_FALSE(before[0].is_there);
  EXPECT_EQ(before[0].credits, 39);
  ASSERT_TRUE(before[0].usd);
  const Narration first = narrate(request);
  EXPECT_EQ(charged(), 1);
  EXPECT_THAT(outcomes(), ElementsAre("answered"));
  EXPECT_EQ(ledger_.entries()[0].credits, 39);
  EXPECT_NEAR(budget_->spent_usd(), *before[0].usd, 1e-9);
  EXPECT_EQ(first.voice, "elevenlabs 21m00Tcm4TlvDq8ikWAM eleven_multilingual_v2");
  EXPECT_EQ(first.language, "en");

  cloud_->set_faults(fault({{"status", 500U}}, {{"every", 1U}}));
  open();
  SpeechRequest in_other_context = request;
  in_other_context.previous_text = "Another slide before this one.";
  const Narration again = narrate(in_other_context);
  EXPECT_EQ(requests("speech"), 1) << "nothing is asked for that is there";
  EXPECT_TRUE(plan_speech(request, settings_, store_, prices_)[0].is_there);
  EXPECT_EQ(again.sound->length(), first.sound->length());
  for (std::size_t word = 0; word < first.words.size(); ++word) {
    EXPECT_EQ(again.words[word].start, first.words[word].start);
  }
  EXPECT_EQ(budget_->spent_usd(), 0);
}

TEST_F(ElevenLabsVoice, PaysOnceForOneTextAskedByManyAtOnce) {
  start();
  const SpeechRequest request{.talks = {"The same text, asked for from four sides."}};
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 4; ++thread) threads.emplace_back([&] { narrate(request); });
  threads.clear();
  EXPECT_EQ(charged(), 1);
}

TEST_F(ElevenLabsVoice, TriesAgainWhatMayBeTriedAgain) {
  for (const json& transient :
       {json{{"status", 429U}}, json{{"status", 503U}}, json{{"status", 500U}}, json{{"status", 409U}},
        json{{"status", 425U}}, json{{"status", 502U}, {"shape", "html"}}, json{{"answer", "eleven_err_current"}},
        json{{"cut", "before"}}}) {
    SCOPED_TRACE(transient.dump());
    start(fault(transient));
    narrate({.talks = {"Once more: " + transient.dump()}});
    EXPECT_EQ(charged(), 1);
  }
}

TEST_F(ElevenLabsVoice, TellsWhatTheServiceRefuses) {
  const SpeechRequest request{.talks = {"Refused."}};
  start();
  settings_.key = Secret{"sk_another_planted_key"};
  open();
  const Error wrong_key = failure_of(request);
  EXPECT_EQ(wrong_key.kind(), ErrorKind::kProviderRejected);
  EXPECT_THAT(wrong_key.public_message(), HasSubstr("ELEVENLABS_API_KEY"));
  EXPECT_THAT(wrong_key.what(), Not(HasSubstr("another_planted")));

  start(json::object(), {.character_limit = 12});
  const Error empty = failure_of({.talks = {"A text that costs more than is left."}});
  EXPECT_EQ(empty.kind(), ErrorKind::kProviderRejected);
  EXPECT_THAT(empty.public_message(), HasSubstr("credits"));
  EXPECT_THAT(empty.public_message(), Not(HasSubstr("check ELEVENLABS_API_KEY")));

  start();
  settings_.voice_id = "NoSuchVoice";
  open();
  EXPECT_EQ(failure_of(request).kind(), ErrorKind::kInvalidOption);
  settings_.voice_id = ElevenLabsSettings{}.voice_id;

  start(fault({{"answer", "eleven_err_422"}}));
  EXPECT_EQ(failure_of(request).kind(), ErrorKind::kInvalidOption);
  EXPECT_EQ(requests("speech"), 1);
  EXPECT_EQ(charged(), 0);
  EXPECT_EQ(budget_->spent_usd(), 0) << "what was reserved is given back";
  EXPECT_THAT(outcomes(), IsEmpty());
}

TEST_F(ElevenLabsVoice, SpeaksWithEveryModelWithoutARefusal) {
  for (const char* model : {"eleven_multilingual_v2", "eleven_v3", "eleven_v4", "eleven_v4_turbo", "eleven_flash_v2_5",
                            "eleven_turbo_v2_5", "eleven_flash_v2", "eleven_turbo_v2"}) {
    SCOPED_TRACE(model);
    start();
    settings_.model = model;
    open();
    narrate({.talks = {"Every model has its own rules.", "R&D < 5."},
             .language = "en-GB",
             .previous_text = "Before.",
             .next_text = "After <this> & that."});
    EXPECT_EQ(cloud_->journal().vendors.at("elevenlabs").refused, 0);
    EXPECT_EQ(charged(), 1);
  }
}

TEST_F(ElevenLabsVoice, SpeaksASlideThatIsLongerThanARequest) {
  start();
  settings_.model = "eleven_v3";
  open();
  std::string talk;
  while (talk.size() < 3'600) talk += "A long talk has many sentences. ";
  const Narration narration = narrate({.talks = {talk, "And then a short one."}});
  EXPECT_EQ(charged(), 2);
  EXPECT_THAT(narration.items, SizeIs(2));
  EXPECT_THAT(narration.warnings, IsEmpty());
}

TEST_F(ElevenLabsVoice, LivesWithEveryAlignmentTheServiceMaySend) {
  for (const char* damage : {"null", "absent", "empty", "length", "backwards", "beyond_end"}) {
    for (const bool both : {false, true}) {
      SCOPED_TRACE(std::string{damage} + (both ? ", both" : ""));
      json what{{"alignment", damage}};
      if (both) what["normalized_alignment"] = damage;
      start(fault(what, {{"every", 1U}}));
      const Narration narration =
          narrate({.talks = {"Times may be missing or wrong: " + what.dump(), "But 3.5 words stay."}});
      const bool none = both && std::string_view{"null absent empty backwards"}.find(damage) != std::string_view::npos;
      EXPECT_THAT(narration.warnings, SizeIs(none ? 1 : 0));
      EXPECT_EQ(charged(), 1);
    }
  }
}

TEST_F(ElevenLabsVoice, AsksOnceMoreForASoundThatIsOfNoUse) {
  for (const char* damage : {"empty", "damaged", "not_base64"}) {
    SCOPED_TRACE(damage);
    start(fault({{"audio", damage}, {"history", "hidden"}}));
    narrate({.talks = {std::string{"The first sound is "} + damage + "."}});
    EXPECT_EQ(requests("speech"), 2);
    EXPECT_EQ(ledger_.entries().back().outcome, "answered");
  }
}

TEST_F(ElevenLabsVoice, TakesAnAnswerThatCannotBeReadForALostOne) {
  for (const char* garble : {"json", "html"}) {
    SCOPED_TRACE(garble);
    start(fault({{"garble", garble}}));
    narrate({.talks = {std::string{"Garbled as "} + garble + "."}});
    EXPECT_LE(charged(), 2);
    EXPECT_GE(requests("history"), 1);
  }
  start(fault({{"garble", "html"}, {"history", "hidden"}}, {{"every", 1U}}));
  EXPECT_EQ(failure_of({.talks = {"A proxy stands in between."}}).kind(), ErrorKind::kProviderUnavailable);
  EXPECT_EQ(requests("speech"), 2);
}

TEST_F(ElevenLabsVoice, ReplacesAStoredSoundThatDoesNotDecode) {
  start();
  const SpeechRequest request{.talks = {"Stored by an older version."}};
  const SpeechAsk ask = make_speech_asks(request, settings_).asks.at(0);
  store_.get_or_make(ask.asset, [](AssetStore::EarlierAttempt) { return Asset{"ID3 is no sound", "mp3", "{}"}; }, {});
  narrate(request);
  EXPECT_EQ(charged(), 1);
  open();
  narrate(request);
  EXPECT_EQ(charged(), 1);
}

TEST_F(ElevenLabsVoice, StopsAtTheBudget) {
  start();
  open(0.001);
  const Error error = failure_of({.talks = {"This sentence costs more than a tenth of a cent, whatever the plan is."}});
  EXPECT_EQ(error.kind(), ErrorKind::kBudgetReached);
  EXPECT_EQ(requests("speech"), 0);

  // A lost answer counts: what is left is not enough for the repeat.
  const SpeechRequest request{.talks = {"This one is lost."}};
  const double price = *plan_speech(request, settings_, store_, prices_)[0].usd;
  start(fault({{"cut", "after_work"}, {"history", "hidden"}}));
  open(price * 1.5);
  EXPECT_EQ(failure_of(request).kind(), ErrorKind::kBudgetReached);
  EXPECT_EQ(charged(), 1);
  EXPECT_NEAR(budget_->spent_usd(), price, 1e-9);
}

TEST_F(ElevenLabsVoice, RefusesAPlanThatHasNoPrice) {
  start();
  settings_.plan = "nope";
  for (const auto& use : {std::function<void()>{[&] { open(); }}, std::function<void()>{[&] {
                            plan_speech({.talks = {"Hello."}}, settings_, store_, prices_);
                          }}}) {
    try {
      use();
      ADD_FAILURE() << "no error";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
      EXPECT_THAT(error.public_message(), HasSubstr("'nope'"));
      EXPECT_THAT(error.public_message(), HasSubstr("VINA_ELEVENLABS_PLAN"));
      EXPECT_THAT(error.public_message(), HasSubstr("creator, free, pro"));
    }
  }
  EXPECT_EQ(requests("speech"), 0);
}

TEST_F(ElevenLabsVoice, HeedsTheLimitOfThePlan) {
  // Answers take so long that the third request of the first wave meets the limit.
  start(fault({{"delay_ms", 400U}}, {{"every", 1U}}), {.concurrency = 2});
  const auto narrate_six_at_once = [this](const std::string& wave) {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 6; ++thread) {
      threads.emplace_back([this, &wave, thread] {
        EXPECT_NO_THROW(narrate({.talks = {wave + " wave, slide " + std::to_string(thread) + "."}}));
      });
    }
  };
  narrate_six_at_once("First");
  EXPECT_EQ(charged(), 6);
  const int before = requests("speech");
  EXPECT_GT(before, 6) << "the service has told its limit";
  narrate_six_at_once("Second");
  EXPECT_EQ(charged(), 12);
  EXPECT_EQ(requests("speech"), before + 6) << "none beyond the limit";
}

TEST_F(ElevenLabsVoice, StopsAtOnce) {
  start(fault({{"delay_ms", 20'000U}}));
  std::stop_source source;
  std::jthread stopper{[&] {
    std::this_thread::sleep_for(std::chrono::milliseconds{200});
    source.request_stop();
  }};
  const auto begin = std::chrono::steady_clock::now();
  try {
    voice_->narrate({.talks = {"Stopped."}}, source.get_token());
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kCancelled);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{2});
}

TEST_F(ElevenLabsVoice, KeepsTheKeyOutOfEverythingItWrites) {
  start(fault({{"status", 401U}, {"code", "invalid_api_key"}, {"message", std::string{"No such key: "} + kKey}}));
  failure_of({.talks = {"The service repeats the key."}});
  start();
  narrate({.talks = {"Nothing to see here."}});
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{scratch_.path()}) {
    if (!entry.is_regular_file()) continue;
    ++files;
    EXPECT_THAT(testing::content_of(entry.path()), Not(HasSubstr(kKey))) << entry.path();
  }
  EXPECT_GE(files, 3);
}

}  // namespace
}  // namespace vina
