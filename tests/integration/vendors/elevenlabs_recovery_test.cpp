// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// What was paid and lost, by an answer or a killed process: the history, the store and the ledger.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "integration/vendors/elevenlabs_voice.h"

namespace vina {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using testing::ElevenLabsVoice;
using testing::fault;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kFrame;
using ::testing::SizeIs;
using testing::worst_word;

TEST_F(ElevenLabsVoice, FindsALostAnswerInTheHistory) {
  for (const char* cut : {"after_work", "inside"}) {
    SCOPED_TRACE(cut);
    start(fault({{"cut", cut}}));
    const SpeechRequest request{.talks = {std::string{"Lost and found, "} + cut + ".", "Twice."}};
    const Narration narration = narrate(request);
    EXPECT_EQ(charged(), 1);
    EXPECT_EQ(requests("speech"), 1);
    EXPECT_EQ(cloud_->journal().avoidable(), 0);
    EXPECT_THAT(narration.warnings, IsEmpty()) << "the history has the times too";
    EXPECT_LE(worst_word(request, settings_, store_, narration), kFrame);
  }
  EXPECT_THAT(outcomes(), ElementsAre("lost", "found", "lost", "found"));
  EXPECT_GT(ledger_.entries()[0].credits, 0);
  EXPECT_EQ(ledger_.entries()[1].credits, 0) << "written down with the lost call";
}

TEST_F(ElevenLabsVoice, EstimatesTheTimesOfAFindWithoutThem) {
  start(fault({{"cut", "after_work"}, {"history", "without_alignments"}}));
  const Narration narration = narrate({.talks = {"The sound is there, its times are not.", "Really."}});
  EXPECT_EQ(charged(), 1);
  EXPECT_THAT(narration.warnings, SizeIs(1));
}

TEST_F(ElevenLabsVoice, FindsALateEntryOfTheHistory) {
  start(fault({{"cut", "after_work"}}), {.history_delay = std::chrono::milliseconds{30}});
  narrate({.talks = {"It takes a moment to appear."}});
  EXPECT_EQ(charged(), 1);
}

TEST_F(ElevenLabsVoice, RepeatsOnceWhereTheHistoryHasNothing) {
  start(fault({{"cut", "after_work"}, {"history", "hidden"}}));
  narrate({.talks = {"The history is not to be relied on."}});
  EXPECT_EQ(charged(), 2);
  EXPECT_THAT(outcomes(), ElementsAre("lost", "answered"));
  EXPECT_EQ(cloud_->journal().avoidable(), 0);

  start(fault({{"cut", "after_work"}, {"history", "hidden"}}, {{"every", 1U}}));
  EXPECT_EQ(failure_of({.talks = {"All answers are lost."}}).kind(), ErrorKind::kProviderUnavailable);
  EXPECT_EQ(requests("speech"), 2);
}

TEST_F(ElevenLabsVoice, LooksAgainForALostAnswerWhoseRepeatWasRefused) {
  json script = fault({{"cut", "after_work"}});
  script["rules"].push_back(fault({{"status", 401U}}, {{"nth", 2U}})["rules"][0]);
  script["rules"].push_back(fault({{"status", 404U}}, {{"kind", "history"}, {"every", 1U}})["rules"][0]);
  start(script);
  const SpeechRequest request{.talks = {"Lost, then refused."}};
  EXPECT_EQ(failure_of(request).kind(), ErrorKind::kProviderRejected);
  EXPECT_EQ(charged(), 1);
  cloud_->set_faults(json::object());
  open();
  narrate(request);
  EXPECT_EQ(charged(), 1);
  EXPECT_THAT(outcomes(), ElementsAre("lost", "found"));
}

TEST_F(ElevenLabsVoice, FindsALostAnswerBehindManyThatAreNewer) {
  json script = fault({{"cut", "after_work"}}, {{"every", 1U}});
  script["rules"].push_back(fault({{"status", 404U}}, {{"kind", "history"}, {"every", 1U}})["rules"][0]);
  start(script);
  const SpeechRequest request{.talks = {"On the second page."}};
  EXPECT_EQ(failure_of(request).kind(), ErrorKind::kProviderUnavailable);
  EXPECT_EQ(charged(), 2);
  cloud_->set_faults(json::object());
  for (int other = 0; other < 25; ++other) narrate({.talks = {"Number " + std::to_string(other) + "."}});
  open();
  narrate(request);
  EXPECT_EQ(charged(), 27);
  EXPECT_EQ(requests("history"), 2 + 2) << "one after each lost answer, then two pages";
}

TEST_F(ElevenLabsVoice, FallsThroughWhateverTheHistoryAnswers) {
  for (const json& broken : {json{{"status", 401U}}, json{{"status", 404U}}, json{{"garble", "html"}},
                             json{{"garble", "json"}}, json{{"body", "[]"}}, json{{"status", 503U}}}) {
    SCOPED_TRACE(broken.dump());
    json script = fault({{"cut", "after_work"}});
    script["rules"].push_back(fault(broken, {{"kind", "history"}, {"every", 1U}})["rules"][0]);
    start(script);
    narrate({.talks = {"What if the history is broken: " + broken.dump()}});
    EXPECT_EQ(charged(), 2);
  }
}

TEST_F(ElevenLabsVoice, LooksForWhatAKilledProcessPaidFor) {
  start();
  const SpeechRequest request{.talks = {"Paid by a process that was killed."}};
  ask_and_be_killed(request);
  EXPECT_EQ(charged(), 1);
  open();
  narrate(request);
  EXPECT_EQ(charged(), 1);
  EXPECT_THAT(outcomes(), ElementsAre("found"));
  EXPECT_GT(ledger_.entries()[0].credits, 0) << "nobody has written it down yet";
}

TEST_F(ElevenLabsVoice, WritesDownWhatAKilledProcessPaidForThatTheHistoryDoesNotHave) {
  start(fault({{"history", "hidden"}}, {{"every", 1U}}));
  const SpeechRequest request{.talks = {"Paid twice, since the history hides it."}};
  ask_and_be_killed(request);
  open();
  narrate(request);
  EXPECT_EQ(charged(), 2);
  EXPECT_THAT(outcomes(), ElementsAre("lost", "answered"));
  const auto credits = ledger_.entries()[1].credits;
  EXPECT_EQ(ledger_.entries()[0].credits, credits);
  EXPECT_NEAR(budget_->spent_usd(), ledger_.entries()[1].usd.value(), 1e-9) << "not what another run paid";
}

TEST_F(ElevenLabsVoice, KeepsWhatWasPaidWhereTheLedgerCannotBeWritten) {
  start();
  const SpeechRequest request{.talks = {"Paid and kept, whatever becomes of the ledger."}};
  std::filesystem::create_directory(scratch_ / "ledger.jsonl");
  EXPECT_EQ(failure_of(request).kind(), ErrorKind::kStorage);
  const auto planned = plan_speech(request, settings_, store_, prices_);
  EXPECT_TRUE(planned[0].is_there);
  EXPECT_GT(budget_->spent_usd(), 0);

  std::filesystem::remove(scratch_ / "ledger.jsonl");
  open();
  for (int run = 0; run < 2; ++run) narrate(request);
  EXPECT_EQ(requests("speech"), 1);
  EXPECT_EQ(requests("history"), 0);
  EXPECT_THAT(outcomes(), ElementsAre("answered")) << "by the next run that needs it";
  EXPECT_EQ(ledger_.entries()[0].credits, planned[0].credits);
  EXPECT_EQ(ledger_.entries()[0].key, planned[0].key.hex);
  EXPECT_EQ(budget_->spent_usd(), 0) << "not the money of this run";
}

TEST_F(ElevenLabsVoice, WritesDownTheChargeOfAFindWhoseProcessWasKilledToo) {
  start();
  const SpeechRequest request{.talks = {"Found, and not written down at once."}};
  ask_and_be_killed(request);
  find_and_be_killed(request);
  open();
  for (int run = 0; run < 2; ++run) narrate(request);
  EXPECT_EQ(charged(), 1);
  EXPECT_THAT(outcomes(), ElementsAre("found"));
  EXPECT_GT(ledger_.entries()[0].credits, 0) << "the one charge";
}

TEST_F(ElevenLabsVoice, WritesDownAFindWithoutACostWhereTheLossIsOnRecord) {
  start();
  const SpeechRequest request{.talks = {"Written down as lost, then found."}};
  ask_and_be_killed(request);
  ledger_.add({.key = plan_speech(request, settings_, store_, prices_)[0].key.hex, .outcome = "lost", .credits = 33});
  find_and_be_killed(request);
  open();
  narrate(request);
  EXPECT_THAT(outcomes(), ElementsAre("lost", "found"));
  EXPECT_EQ(ledger_.entries()[1].credits, 0);
}

TEST_F(ElevenLabsVoice, WritesDownNothingForARunThatFailedWithoutACharge) {
  start(fault({{"status", 503U}}, {{"every", 1U}}));
  const SpeechRequest request{.talks = {"Not paid: the service was down."}};
  EXPECT_EQ(failure_of(request).kind(), ErrorKind::kProviderUnavailable);
  cloud_->set_faults(json::object());
  open();
  narrate(request);
  EXPECT_EQ(charged(), 1);
  EXPECT_THAT(outcomes(), ElementsAre("answered"));
}

TEST_F(ElevenLabsVoice, FindsInTheHistoryWhatAServerErrorWasChargedFor) {
  for (const unsigned status : {500U, 502U, 504U}) {
    SCOPED_TRACE(status);
    start(fault({{"status", status}, {"charged", true}}));
    narrate({.talks = {"Made and paid, says the history: " + std::to_string(status) + "."}});
    EXPECT_EQ(charged(), 1);
    EXPECT_EQ(requests("speech"), 1);
  }
  EXPECT_THAT(outcomes(), ElementsAre("lost", "found", "lost", "found", "lost", "found"));
  EXPECT_GT(ledger_.entries()[0].credits, 0);
  EXPECT_EQ(ledger_.entries()[1].credits, 0);
}

TEST_F(ElevenLabsVoice, WritesDownEveryServerErrorThatMayBeCharged) {
  start(fault({{"status", 500U}, {"message", "the forge is cold"}, {"charged", true}, {"history", "hidden"}},
              {{"every", 1U}}));
  const SpeechRequest request{.talks = {"Four times in vain."}};
  const Error error = failure_of(request);
  EXPECT_EQ(error.kind(), ErrorKind::kProviderUnavailable);
  EXPECT_THAT(error.public_message(), HasSubstr("the forge is cold"));
  EXPECT_THAT(error.public_message(), HasSubstr("may have been charged"));
  EXPECT_EQ(requests("speech"), 4);
  EXPECT_EQ(requests("history"), 8) << "twice after each, also after the last";
  EXPECT_THAT(outcomes(), ElementsAre("lost", "lost", "lost", "lost"));
  const double price = *plan_speech(request, settings_, store_, prices_)[0].usd;
  EXPECT_NEAR(budget_->spent_usd(), 4 * price, 1e-9);

  open(price * 1.5);
  EXPECT_EQ(failure_of(request).kind(), ErrorKind::kBudgetReached) << "the repeat would pass it";
  EXPECT_EQ(requests("speech"), 5);
}

}  // namespace
}  // namespace vina
