// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/elevenlabs_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "support/file_content.h"

namespace vina {
namespace {

using nlohmann::json;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr auto kMp3 = ElevenLabsFormat::Coding::kMp3;

HttpResponse recorded() {
  return {200, {}, testing::content_of(std::filesystem::path{VINA_SOURCE_DIR} / "tests/fixtures/wire/eleven_ok.json")};
}

TEST(ElevenLabsAnswer, ReadsTheRecordedAnswer) {
  HttpResponse response = recorded();
  response.headers = {{"Character-Cost", "3"}, {"request-id", "req-1"}, {"history-item-id", "hist-1"}};
  const auto answer = read_speech_answer(response, kMp3);
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->sound.starts_with("ID3"));
  const json details = json::parse(answer->details);
  EXPECT_EQ(details["character_cost"], 3.0);
  EXPECT_EQ(details["request_id"], "req-1");
  EXPECT_EQ(details["history_item_id"], "hist-1");

  const SpeechDetails times = read_speech_details(answer->details);
  ASSERT_THAT(times.alignment, SizeIs(3));
  EXPECT_EQ(times.alignment[1].text, "i");
  EXPECT_EQ(times.alignment[1].start, Samples{4'464});
  EXPECT_EQ(times.alignment[2].end, Samples{21'168});
  EXPECT_THAT(times.normalized_alignment, SizeIs(5));
}

TEST(ElevenLabsAnswer, TakesNothingThatIsNoSound) {
  for (const std::string& body :
       {std::string{}, std::string{"<html>"}, std::string{"[]"}, std::string{"null"}, std::string{"{}"},
        std::string{R"({"audio_base64": null})"}, std::string{R"({"audio_base64": ""})"},
        std::string{R"({"audio_base64": 5})"}, std::string{R"({"audio_base64": "not base64!"})"},
        std::string{R"({"audio_base64": "PGh0bWw+PGh0bWw+"})"}, recorded().body.substr(0, 60)}) {
    EXPECT_FALSE(read_speech_answer({200, {}, body}, kMp3)) << body;
  }
  EXPECT_FALSE(read_speech_answer(recorded(), ElevenLabsFormat::Coding::kWav));
}

TEST(ElevenLabsAnswer, IsNotReadWhereItIsNestedWithoutEnd) {
  const auto with = [](std::size_t depth) {
    return R"({"audio_base64": "SUQzBAAAAAAAAA==", "x": )" + std::string(depth, '[') + std::string(depth, ']') + "}";
  };
  EXPECT_TRUE(read_speech_answer({200, {}, with(10)}, kMp3));
  EXPECT_FALSE(read_speech_answer({200, {}, with(70)}, kMp3));
}

TEST(ElevenLabsAnswer, LivesWithoutAlignments) {
  for (const char* alignments :
       {"", R"(, "alignment": null, "normalized_alignment": null)", R"(, "alignment": [], "normalized_alignment": "x")",
        R"(, "alignment": {}, "normalized_alignment": {"characters": 5})"}) {
    const auto answer =
        read_speech_answer({200, {}, std::string{R"({"audio_base64": "SUQzBAAAAAAAAA==")"} + alignments + "}"}, kMp3);
    ASSERT_TRUE(answer) << alignments;
    const SpeechDetails times = read_speech_details(answer->details);
    EXPECT_THAT(times.alignment, IsEmpty());
    EXPECT_THAT(times.normalized_alignment, IsEmpty());
  }
  EXPECT_THAT(read_speech_details("damaged").alignment, IsEmpty());
}

TEST(ElevenLabsAnswer, ReadsWhatWasBilledFromEitherHeader) {
  const auto billed = [](std::vector<HttpHeader> headers) { return billed_credits({200, std::move(headers), {}}); };
  EXPECT_EQ(billed({{"character-cost", "90"}, {"x-character-count", "180"}}), 90.0);
  EXPECT_EQ(billed({{"X-Character-Count", "180"}}), 180.0);
  EXPECT_EQ(billed({}), std::nullopt);
  EXPECT_EQ(billed({{"character-cost", "-5"}}), std::nullopt);
  EXPECT_EQ(billed({{"character-cost", "many"}, {"x-character-count", "7"}}), 7.0);
}

CharacterTimes times_of(const std::string& alignment) {
  return read_character_times(json::parse(alignment));
}

TEST(CharacterTimes, ReadsArraysOfDifferentLengths) {
  const CharacterTimes times = times_of(
      R"({"characters": ["a", "b", "c"], "character_start_times_seconds": [0, 0.5],
          "character_end_times_seconds": [0.5, null, "x", 9]})");
  ASSERT_THAT(times, SizeIs(3));
  EXPECT_EQ(times[1].start, milliseconds(500));
  EXPECT_FALSE(times[2].start || times[1].end || times[2].end);
}

TEST(CharacterTimes, TakesNoTimeThatCannotBeOne) {
  const CharacterTimes times = times_of(
      R"({"characters": ["a", 5, "c", "d"], "character_start_times_seconds": [-1, 1e300, true, 1e5],
          "character_end_times_seconds": []})");
  ASSERT_THAT(times, SizeIs(4));
  for (const TimedCharacter& time : times) EXPECT_FALSE(time.start);
  EXPECT_EQ(times[1].text, "");
}

TEST(CharacterTimes, KeepsTheMostThatRises) {
  const CharacterTimes times = trusted(times_of(R"({"characters": ["a", "b", "c", "d", "e", "f"],
                   "character_start_times_seconds": [0, 8.5, 0.2, 0.1, 0.3, 99],
                   "character_end_times_seconds": [0.1, 9, 0.1, 0.2, 77, 100]})"),
                                       milliseconds(10'000));
  EXPECT_EQ(times[0].start, Samples{0});
  EXPECT_FALSE(times[1].start) << "a jump ahead must not push all others there";
  EXPECT_NE(times[2].start.has_value(), times[3].start.has_value());
  EXPECT_EQ(times[4].start, milliseconds(300));
  EXPECT_EQ(times[4].end, milliseconds(10'000)) << "no end after the sound";
  EXPECT_FALSE(times[5].start) << "no start after the sound";
  EXPECT_FALSE(times[5].end);
}

}  // namespace
}  // namespace vina
