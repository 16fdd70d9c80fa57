// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// The voice of ElevenLabs against the fake cloud: what is heard, and what is paid.
#include "speech/elevenlabs/elevenlabs_speech.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <nlohmann/json.hpp>

#include "../../unit/speech/narration_contract.h"
#include "base/error.h"
#include "fake_cloud/fake_cloud.h"
#include "lesson/lesson_reader.h"
#include "remote/http_client.h"
#include "speech/elevenlabs/elevenlabs_health.h"
#include "speech/elevenlabs/elevenlabs_history.h"
#include "speech/elevenlabs/elevenlabs_request.h"
#include "support/file_content.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using nlohmann::json;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr Samples kFrame{kSamplesPerFrame};
constexpr const char* kKey = "sk_planted_secret_73";

/// The whole way of a voice, with everything it needs, against one fake cloud.
class ElevenLabsVoice : public ::testing::Test {
 protected:
  void start(json faults = json::object(), fake::ElevenLabsOptions options = {}) {
    options.key = kKey;
    fake::FakeCloudOptions cloud;
    cloud.elevenlabs = options;
    cloud.faults = std::move(faults);
    cloud_ = std::make_unique<fake::FakeCloud>(cloud);
    settings_.key = Secret{kKey};
    settings_.base_url = cloud_->url();
    settings_.plan = "creator";
    open();
  }

  /// As a new process: nothing is remembered but what is on the disk.
  void open(std::optional<double> limit_usd = std::nullopt) {
    budget_ = std::make_unique<Budget>(limit_usd);
    http_ = std::make_unique<HttpClient>();
    VendorConduct conduct{.vendor = "ElevenLabs"};
    conduct.first_wait = std::chrono::milliseconds{20};
    conduct.longest_wait = std::chrono::milliseconds{100};
    conduct.secrets = {settings_.key};
    channel_ = std::make_unique<VendorChannel>(*http_, conduct);
    voice_ = make_elevenlabs_speech(settings_, *channel_, store_, ledger_, *budget_, prices_);
  }

  Narration narrate(const SpeechRequest& request) {
    Narration narration = voice_->narrate(request, {});
    expect_valid_narration(request, narration);
    return narration;
  }

  Error failure_of(const SpeechRequest& request) {
    try {
      voice_->narrate(request, {});
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), Not(HasSubstr(kKey)));
      EXPECT_THAT(error.public_message(), Not(HasSubstr(kKey)));
      EXPECT_THAT(error.public_message(), Not(HasSubstr("\n")));
      return error;
    }
    ADD_FAILURE() << "nothing was thrown";
    return Error{ErrorKind::kInternal, ""};
  }

  /// As the store and the vendor see a process that is killed when the sound has been made and paid.
  void ask_and_be_killed(const SpeechRequest& request) {
    const SpeechAsk ask = make_speech_asks(request, settings_).asks.at(0);
    EXPECT_ANY_THROW(store_.get_or_make(
        ask.asset,
        [&](AssetStore::EarlierAttempt) -> Asset {
          EXPECT_TRUE(std::holds_alternative<HttpResponse>(http_->exchange(make_speech_post(ask, settings_), {})));
          throw std::runtime_error{"killed"};
        },
        {}));
  }

  /// The same for one that is killed when it has stored what it found in the history, before it has written it down.
  void find_and_be_killed(const SpeechRequest& request) {
    const SpeechAsk ask = make_speech_asks(request, settings_).asks.at(0);
    const auto find = [&](AssetStore::EarlierAttempt earlier) {
      ElevenLabsAnswer found = recover_from_history(ask, settings_, *channel_, earlier.value().began, {}).value();
      return Asset{std::move(found.sound), "mp3", std::move(found.details)};
    };
    const auto killed = [](const auto&, const auto&) { throw std::runtime_error{"killed"}; };
    EXPECT_ANY_THROW(store_.get_or_make(ask.asset, find, {}, killed));
  }

  int charged() const { return cloud_->journal().charged("elevenlabs"); }
  int requests(const std::string& kind) const {
    const auto journal = cloud_->journal();
    const auto vendor = journal.vendors.find("elevenlabs");
    if (vendor == journal.vendors.end() || !vendor->second.requests.contains(kind)) return 0;
    return vendor->second.requests.at(kind);
  }
  std::vector<std::string> outcomes() const {
    std::vector<std::string> outcomes;
    for (const LedgerEntry& entry : ledger_.entries()) outcomes.push_back(entry.outcome);
    return outcomes;
  }

  testing::ScratchFolder scratch_;
  std::unique_ptr<fake::FakeCloud> cloud_;
  ElevenLabsSettings settings_;
  PriceList prices_ = PriceList::shipped();
  AssetStore store_{scratch_ / "cache"};
  SpendLedger ledger_{scratch_ / "ledger.jsonl"};
  std::unique_ptr<Budget> budget_;
  std::unique_ptr<HttpClient> http_;
  std::unique_ptr<VendorChannel> channel_;
  std::unique_ptr<SpeechProvider> voice_;
};

json fault(const json& what, const json& rule = {{"nth", 1U}}) {
  json one = rule;
  one["vendor"] = "elevenlabs";
  if (!one.contains("kind")) one["kind"] = "speech";
  one["fault"] = what;
  return {{"seed", 3U}, {"rules", json::array({one})}};
}

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

/// When the service says that each byte of what was sent is spoken. Its characters, put together, are the text sent.
std::vector<Samples> times_of_bytes(const json& alignment, const std::string& text) {
  std::vector<Samples> times;
  std::string together;
  for (std::size_t index = 0; index < alignment["characters"].size(); ++index) {
    const auto character = alignment["characters"][index].get<std::string>();
    const double seconds = alignment["character_start_times_seconds"][index].get<double>();
    together += character;
    times.insert(times.end(), character.size(), Samples{static_cast<std::int64_t>(seconds * 48'000 + 0.5)});
  }
  EXPECT_EQ(together, text);
  return times;
}

/// The longest way of a word from where the service says it begins.
Samples worst_word(const SpeechRequest& request, const ElevenLabsSettings& settings, const AssetStore& store,
                   const Narration& narration) {
  const SpeechAsks asks = make_speech_asks(request, settings);
  EXPECT_THAT(asks.asks, SizeIs(1));
  const SentText& sent = asks.asks.at(0).sent;
  const auto asset = store.find(asset_key(asks.asks.at(0).asset));
  if (!asset) return milliseconds(1'000'000);
  const std::vector<Samples> times = times_of_bytes(json::parse(asset->details)["alignment"], sent.text);
  Samples worst;
  std::size_t byte = 0;
  std::size_t word = 0;
  std::size_t placed = 0;
  for (const SentCharacter& character : sent.characters) {
    const Samples time = byte < times.size() ? times[byte] : Samples{};
    do {
      ++byte;
    } while (byte < sent.text.size() && (static_cast<unsigned char>(sent.text[byte]) & 0xC0) == 0x80);
    if (word == narration.words.size()) break;
    const SpokenWord& spoken = narration.words[word];
    if (spoken.item != character.item || spoken.text.begin != character.in_talk.begin) continue;
    if (character.in_talk.size() == 0) continue;
    worst = std::max({worst, spoken.start - time, time - spoken.start});
    ++word;
    ++placed;
  }
  EXPECT_EQ(placed, narration.words.size());
  return worst;
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

TEST_F(ElevenLabsVoice, IsHealthy) {
  start(json::object(), {.character_count = 1'000});
  const ElevenLabsHealth health = check_elevenlabs(settings_, *channel_, {});
  EXPECT_THAT(health.problems, IsEmpty());
  EXPECT_THAT(health.unknown, IsEmpty());
  EXPECT_EQ(health.plan, "creator");
  EXPECT_EQ(health.credits_left, 120'000);
  EXPECT_NE(health.voice_name, "");
  EXPECT_TRUE(health.latency);
  EXPECT_EQ(charged(), 0);
}

TEST_F(ElevenLabsVoice, SaysWhatIsWrongWithIt) {
  start(json::object(), {.may_read_user = false});
  const ElevenLabsHealth restricted = check_elevenlabs(settings_, *channel_, {});
  EXPECT_THAT(restricted.problems, IsEmpty()) << "such a key can speak all the same";
  EXPECT_THAT(restricted.unknown, SizeIs(1));

  settings_.model = "eleven_gone";
  settings_.voice_id = "NoSuchVoice";
  const ElevenLabsHealth wrong = check_elevenlabs(settings_, *channel_, {});
  EXPECT_THAT(wrong.problems, Contains(HasSubstr("eleven_multilingual_v2")));
  EXPECT_THAT(wrong.problems, Contains(HasSubstr("NoSuchVoice")));

  settings_ = {.key = Secret{"sk_wrong"}, .base_url = cloud_->url()};
  EXPECT_THAT(check_elevenlabs(settings_, *channel_, {}).problems, ElementsAre(HasSubstr("ELEVENLABS_API_KEY")));

  settings_ = {.key = Secret{kKey}, .base_url = "http://127.0.0.1:1"};
  EXPECT_THAT(check_elevenlabs(settings_, *channel_, {}).problems, SizeIs(1));

  start(json::object(), {.character_limit = 1'000, .character_count = 1'000});
  EXPECT_THAT(check_elevenlabs({.key = Secret{kKey}, .base_url = cloud_->url()}, *channel_, {}).problems,
              ElementsAre(HasSubstr("credits")));
}

}  // namespace
}  // namespace vina
