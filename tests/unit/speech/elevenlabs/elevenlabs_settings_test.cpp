// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/elevenlabs_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "base/error.h"
#include "speech/elevenlabs/elevenlabs_model.h"

namespace vina {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kKey = "sk_planted_secret_71";

std::string refusal_of(const std::function<void(ElevenLabsSettings&)>& change) {
  ElevenLabsSettings settings{.key = Secret{kKey}};
  change(settings);
  try {
    validate(settings);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
    EXPECT_THAT(error.what(), Not(HasSubstr(kKey)));
    return error.what();
  }
  return "";
}

TEST(ElevenLabsSettings, TakesItsDefaultsForEveryModel) {
  for (const char* model : {"eleven_multilingual_v2", "eleven_v4", "eleven_v4_turbo", "eleven_v3", "eleven_flash_v2_5",
                            "eleven_turbo_v2_5", "eleven_flash_v2", "eleven_turbo_v2", "eleven_v9"}) {
    EXPECT_EQ(refusal_of([&](auto& settings) { settings.model = model; }), "") << model;
  }
}

TEST(ElevenLabsSettings, RefusesWhatTheServiceWouldRefuse) {
  EXPECT_THAT(refusal_of([](auto& s) { s.key = Secret{}; }), HasSubstr("ELEVENLABS_API_KEY"));
  EXPECT_THAT(refusal_of([](auto& s) { s.key = Secret{std::string{kKey} + "\r\nX: y"}; }), HasSubstr("key"));
  EXPECT_THAT(refusal_of([](auto& s) { s.base_url = "api.elevenlabs.io"; }), HasSubstr("VINA_ELEVENLABS_BASE_URL"));
  EXPECT_THAT(refusal_of([](auto& s) { s.base_url = "file:///etc/passwd"; }), HasSubstr("VINA_ELEVENLABS_BASE_URL"));
  EXPECT_THAT(refusal_of([](auto& s) { s.base_url = "http://api.elevenlabs.io"; }),
              HasSubstr("VINA_ELEVENLABS_BASE_URL"));
  EXPECT_EQ(refusal_of([](auto& s) { s.base_url = "http://localhost:8080"; }), "");
  EXPECT_THAT(refusal_of([](auto& s) { s.voice_id = "../../user"; }), HasSubstr("ELEVENLABS_VOICE_ID"));
  EXPECT_THAT(refusal_of([](auto& s) { s.voice_id = ""; }), HasSubstr("ELEVENLABS_VOICE_ID"));
  EXPECT_THAT(refusal_of([](auto& s) { s.model = "a b"; }), HasSubstr("model"));
  EXPECT_THAT(refusal_of([](auto& s) { s.output_format = "opus_48000_32"; }), HasSubstr("mp3_44100_128"));
  EXPECT_THAT(refusal_of([](auto& s) { s.stability = 1.01; }), HasSubstr("0 to 1"));
  EXPECT_THAT(refusal_of([](auto& s) { s.similarity_boost = -0.1; }), HasSubstr("similarity"));
  EXPECT_THAT(refusal_of([](auto& s) { s.style = 2; }), HasSubstr("style"));
  EXPECT_THAT(refusal_of([](auto& s) { s.speed = 0.69; }), HasSubstr("0.7 to 1.2"));
  EXPECT_THAT(refusal_of([](auto& s) { s.speed = 1.21; }), HasSubstr("speed"));
}

TEST(ElevenLabsSettings, KnowsTheStepsOfVersionThree) {
  const auto with = [](double stability) {
    return refusal_of([&](auto& s) { s.model = "eleven_v3", s.stability = stability; });
  };
  EXPECT_EQ(with(0), "");
  EXPECT_EQ(with(0.5), "");
  EXPECT_EQ(with(1), "");
  EXPECT_THAT(with(0.6), HasSubstr("0, 0.5 or 1"));
}

TEST(ElevenLabsSettings, ReadsTheFormatsName) {
  const ElevenLabsFormat mp3 = elevenlabs_format("mp3_44100_128");
  EXPECT_EQ(mp3.coding, ElevenLabsFormat::Coding::kMp3);
  EXPECT_EQ(mp3.rate_hz, 44'100);
  EXPECT_EQ(mp3.bytes_per_second, 16'000);
  const ElevenLabsFormat pcm = elevenlabs_format("pcm_24000");
  EXPECT_EQ(pcm.coding, ElevenLabsFormat::Coding::kPcm);
  EXPECT_EQ(pcm.bytes_per_second, 48'000);
  EXPECT_EQ(elevenlabs_format("wav_48000").coding, ElevenLabsFormat::Coding::kWav);
}

TEST(ElevenLabsSettings, AsksForNoMoreThanFitsIntoAnAnswer) {
  const auto longest = [](const char* model, const char* format) {
    return longest_text({.model = model, .output_format = format});
  };
  EXPECT_EQ(longest("eleven_multilingual_v2", "mp3_44100_128"), 10'000U);
  EXPECT_EQ(longest("eleven_v3", "mp3_44100_128"), 3'000U);
  EXPECT_EQ(longest("unknown", "mp3_44100_128"), 3'000U);
  EXPECT_LT(longest("eleven_flash_v2_5", "mp3_44100_128"), 40'000U);
  EXPECT_LT(longest("eleven_multilingual_v2", "wav_48000"), 2'000U);
}

TEST(ElevenLabsModel, GivesAnUnknownOneWhatEveryModelTakes) {
  const ElevenLabsModel model = elevenlabs_model("eleven_v9");
  EXPECT_EQ(model.id, "eleven_v9");
  EXPECT_FALSE(model.takes_context || model.takes_language || model.takes_speed);
}

TEST(ElevenLabsSettings, TakesNoMoreThanAnHourOfSoundInOneAnswer) {
  // 32,000 bits a second for an hour, four bytes of base64 for three of sound, and 8 MiB of times.
  EXPECT_EQ(largest_answer({.output_format = "mp3_22050_32"}), 14'400'000U * 4 / 3 + 8'388'608U);
  EXPECT_EQ(largest_answer({.output_format = "mp3_44100_128"}), 67'108'864U) << "never more than 64 MiB";
  EXPECT_EQ(largest_answer({.output_format = "wav_48000"}), 67'108'864U);
}

}  // namespace
}  // namespace vina
