// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/elevenlabs_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

#include "base/error.h"
#include "storage/asset_store.h"
#include "support/file_content.h"

namespace vina {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

ElevenLabsSettings settings_for(const std::string& model) {
  return {.key = Secret{"sk_planted_secret_72"}, .model = model};
}

SpeechRequest one_talk(const std::string& talk) {
  return {.talks = {talk}};
}

std::set<std::string> members_of(const json& object) {
  std::set<std::string> names;
  for (const auto& [name, value] : object.items()) names.insert(name);
  return names;
}

json body_of(const SpeechRequest& request, const std::string& model) {
  const SpeechAsks asks = make_speech_asks(request, settings_for(model));
  EXPECT_THAT(asks.asks, SizeIs(1));
  return asks.asks.at(0).body;
}

TEST(ElevenLabsRequest, SendsTheMembersOfTheRecordedRequest) {
  SpeechRequest request = one_talk("The boat sails. Nobody knows where.");
  request.previous_text = "It rained all night.";
  request.next_text = "In the morning it was gone.";
  const json recorded = json::parse(
      testing::content_of(std::filesystem::path{VINA_SOURCE_DIR} / "tests/fixtures/wire/eleven_request.json"));
  const json body = body_of(request, "eleven_multilingual_v2");
  EXPECT_EQ(members_of(body), members_of(recorded));
  EXPECT_EQ(members_of(body["voice_settings"]), members_of(recorded["voice_settings"]));
  EXPECT_EQ(body["voice_settings"], recorded["voice_settings"]);
  EXPECT_EQ(body["previous_text"], recorded["previous_text"]);
  EXPECT_EQ(body["next_text"], recorded["next_text"]);
}

TEST(ElevenLabsRequest, PutsTheKeyIntoItsHeaderAlone) {
  const ElevenLabsSettings settings = settings_for("eleven_multilingual_v2");
  const SpeechAsks asks = make_speech_asks(one_talk("Hello."), settings);
  const HttpRequest post = make_speech_post(asks.asks.at(0), settings);
  EXPECT_EQ(post.method, "POST");
  EXPECT_EQ(post.url,
            "https://api.elevenlabs.io/v1/text-to-speech/21m00Tcm4TlvDq8ikWAM/"
            "with-timestamps?output_format=mp3_44100_128");
  EXPECT_THAT(post.url + post.body, Not(HasSubstr("planted")));
  EXPECT_THAT(asks.asks.at(0).asset.dump(), Not(HasSubstr("planted")));
  EXPECT_EQ(post.headers.at(0).name, "xi-api-key");
  EXPECT_EQ(post.headers.at(0).value, "sk_planted_secret_72");
}

TEST(ElevenLabsRequest, AsksNoModelForWhatItDoesNotTake) {
  SpeechRequest request = one_talk("Hallo Welt.");
  request.language = "de-CH";
  request.previous_text = "Davor.";
  request.next_text = "Danach.";
  struct Gate {
    const char* model;
    bool context, language, speed;
  };
  for (const Gate& gate : {Gate{"eleven_multilingual_v2", true, false, true}, Gate{"eleven_v3", false, true, false},
                           Gate{"eleven_v4", true, true, false}, Gate{"eleven_v4_turbo", true, true, false},
                           Gate{"eleven_flash_v2_5", true, true, true}, Gate{"eleven_turbo_v2_5", true, true, true},
                           Gate{"eleven_turbo_v2", true, false, true}, Gate{"eleven_v9", false, false, false}}) {
    const json body = body_of(request, gate.model);
    EXPECT_EQ(body.contains("previous_text"), gate.context) << gate.model;
    EXPECT_EQ(body.contains("next_text"), gate.context) << gate.model;
    EXPECT_EQ(body.contains("language_code"), gate.language) << gate.model;
    EXPECT_EQ(body.value("language_code", ""), gate.language ? "de" : "") << gate.model;
    EXPECT_EQ(body["voice_settings"].contains("speed"), gate.speed) << gate.model;
    EXPECT_EQ(body["apply_text_normalization"], "auto") << gate.model;
  }
  request.language.clear();
  EXPECT_FALSE(body_of(request, "eleven_flash_v2_5").contains("language_code")) << "a script is no language";
}

TEST(ElevenLabsRequest, NamesTheAssetByEverythingButTheContext) {
  const auto key_of = [](const SpeechRequest& request, const ElevenLabsSettings& settings) {
    return asset_key(make_speech_asks(request, settings).asks.at(0).asset).hex;
  };
  const ElevenLabsSettings settings = settings_for("eleven_multilingual_v2");
  const SpeechRequest request = one_talk("Hello there.");
  const std::string key = key_of(request, settings);

  SpeechRequest with_context = request;
  with_context.previous_text = "Before.";
  with_context.next_text = "After.";
  EXPECT_EQ(key_of(with_context, settings), key);
  ElevenLabsSettings other_key = settings;
  other_key.key = Secret{"another"};
  other_key.base_url = "https://api.eu.residency.elevenlabs.io";
  other_key.plan = "pro";
  EXPECT_EQ(key_of(request, other_key), key);

  std::set<std::string> keys{key};
  const auto changed = [&](auto change) {
    ElevenLabsSettings other = settings;
    change(other);
    keys.insert(key_of(request, other));
  };
  changed([](auto& s) { s.model = "eleven_flash_v2"; });
  changed([](auto& s) { s.voice_id = "other"; });
  changed([](auto& s) { s.output_format = "pcm_24000"; });
  changed([](auto& s) { s.stability = 0.6; });
  changed([](auto& s) { s.similarity_boost = 0.6; });
  changed([](auto& s) { s.style = 0.1; });
  changed([](auto& s) { s.speed = 1.1; });
  changed([](auto& s) { s.speaker_boost = false; });
  changed([](auto& s) { s.seed = 1; });
  keys.insert(key_of(one_talk("Hello there!"), settings));
  SpeechRequest faster = request;
  faster.words_per_minute = 170;
  keys.insert(key_of(faster, settings));
  EXPECT_THAT(keys, SizeIs(12));
}

TEST(ElevenLabsRequest, NeverTakesAStandInsVoiceForTheServices) {
  const auto key_at = [](const char* base_url) {
    ElevenLabsSettings settings = settings_for("eleven_multilingual_v2");
    settings.base_url = base_url;
    return asset_key(make_speech_asks(one_talk("Hello there."), settings).asks.at(0).asset).hex;
  };
  EXPECT_NE(key_at("http://127.0.0.1:8099"), key_at("https://api.elevenlabs.io"));
  EXPECT_EQ(key_at("http://127.0.0.1:8099"), key_at("http://127.0.0.1:41000/")) << "the port says nothing";
}

TEST(ElevenLabsRequest, TurnsTheRateIntoASpeedTheModelTakes) {
  const auto with_rate = [](int words_per_minute, const char* model) {
    SpeechRequest request = one_talk("Hello.");
    request.words_per_minute = words_per_minute;
    return make_speech_asks(request, settings_for(model));
  };
  const auto speed_of = [](const SpeechAsks& asks) { return asks.asks.at(0).body["voice_settings"]["speed"]; };
  EXPECT_EQ(speed_of(with_rate(160, "eleven_multilingual_v2")), 1.0);
  EXPECT_EQ(speed_of(with_rate(176, "eleven_multilingual_v2")), 1.1);
  EXPECT_EQ(speed_of(with_rate(112, "eleven_multilingual_v2")), 0.7);
  EXPECT_THAT(with_rate(176, "eleven_multilingual_v2").warnings, IsEmpty());
  const SpeechAsks too_fast = with_rate(300, "eleven_multilingual_v2");
  EXPECT_EQ(speed_of(too_fast), 1.2);
  ASSERT_THAT(too_fast.warnings, SizeIs(1));
  EXPECT_THAT(too_fast.warnings.at(0).message, HasSubstr("1.2"));
  EXPECT_EQ(speed_of(with_rate(80, "eleven_multilingual_v2")), 0.7);
  EXPECT_THAT(with_rate(200, "eleven_v4").warnings, SizeIs(1));
  EXPECT_THAT(with_rate(160, "eleven_v4").warnings, IsEmpty());
  for (const int rate : {79, 301, 0, -160}) {
    EXPECT_THROW(with_rate(rate, "eleven_multilingual_v2"), Error) << rate;
  }
}

TEST(ElevenLabsRequest, TellsTheLanguageFromTheTextAndTakesTagsAsPeopleWriteThem) {
  const auto language_of = [](const std::string& talk, const std::string& language) {
    return make_speech_asks({.talks = {talk}, .language = language}, settings_for("eleven_multilingual_v2")).language;
  };
  EXPECT_EQ(language_of("Hello.", ""), "en");
  EXPECT_EQ(language_of("صباح الخير", ""), "ar");
  EXPECT_EQ(language_of("ワクチンは安全です。", ""), "ja");
  EXPECT_EQ(language_of("你好。", ""), "zh");
  EXPECT_EQ(language_of("123", ""), "en");
  EXPECT_EQ(language_of("Olá.", "PT_br"), "pt-BR");
  EXPECT_THROW(language_of("Hello.", "not a tag"), Error);
  const SpeechAsks asks = make_speech_asks(one_talk("صباح الخير"), settings_for("eleven_turbo_v2"));
  ASSERT_THAT(asks.warnings, SizeIs(1));
  EXPECT_TRUE(asks.warnings.at(0).degrades);
}

TEST(ElevenLabsRequest, SplitsALongSlideAndLinksItsParts) {
  std::string talk;
  for (int sentence = 0; sentence < 120; ++sentence)
    talk += "This is sentence number " + std::to_string(sentence) + ". ";
  SpeechRequest request{.talks = {talk, talk, talk, talk}};
  request.previous_text = "The slide before.";
  request.next_text = "The slide after.";
  const SpeechAsks asks = make_speech_asks(request, settings_for("eleven_multilingual_v2"));
  ASSERT_THAT(asks.asks, SizeIs(2));
  EXPECT_EQ(asks.asks[0].body["previous_text"], "The slide before.");
  EXPECT_EQ(asks.asks[1].body["next_text"], "The slide after.");
  const auto next_of_first = asks.asks[0].body["next_text"].get<std::string>();
  EXPECT_THAT(asks.asks[1].sent.text, ::testing::StartsWith(next_of_first));
  EXPECT_LE(next_of_first.size(), 500U);
  EXPECT_THAT(asks.asks[0].sent.text, HasSubstr(asks.asks[1].body["previous_text"].get<std::string>()));
  for (const SpeechAsk& ask : asks.asks) EXPECT_LE(ask.sent.characters.size(), 10'000U);

  const SpeechAsks third = make_speech_asks(request, settings_for("eleven_v3"));
  EXPECT_GE(third.asks.size(), 5U);
  for (const SpeechAsk& ask : third.asks) {
    EXPECT_LE(ask.sent.characters.size(), 3'000U);
    EXPECT_FALSE(ask.body.contains("previous_text") || ask.body.contains("next_text"));
  }
}

TEST(ElevenLabsRequest, WaitsLongerForALongerText) {
  const ElevenLabsSettings settings = settings_for("eleven_multilingual_v2");
  const auto idle_of = [&](const std::string& talk) {
    return make_speech_post(make_speech_asks(one_talk(talk), settings).asks.at(0), settings).deadlines.idle;
  };
  EXPECT_GE(idle_of("Short."), std::chrono::seconds{60});
  EXPECT_GE(idle_of(std::string(9'000, 'a')), std::chrono::seconds{300});
}

TEST(ElevenLabsRequest, StopsAnAnswerLongerThanAnHourWhileItArrives) {
  ElevenLabsSettings settings = settings_for("eleven_multilingual_v2");
  settings.output_format = "mp3_22050_32";
  const HttpRequest request = make_speech_post(make_speech_asks(one_talk("Short."), settings).asks.at(0), settings);
  EXPECT_EQ(request.largest_answer, largest_answer(settings));
  EXPECT_LT(request.largest_answer, HttpRequest{}.largest_answer);
}

}  // namespace
}  // namespace vina
