// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/speech_sound.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"
#include "support/file_content.h"

namespace vina {
namespace {

std::string fixture(const std::string& name) {
  return testing::content_of(std::filesystem::path{VINA_SOURCE_DIR} / "tests/fixtures/sounds" / name);
}

/// Where the click of a fixture is heard, in milliseconds.
double click_of(const std::string& name, const char* format) {
  PcmSpool spool;
  const SoundLevels levels = append_sound(fixture(name), elevenlabs_format(format), spool, {});
  EXPECT_EQ(levels.length(), spool.length());
  std::vector<std::int16_t> samples(static_cast<std::size_t>(spool.length().count()));
  spool.read(Samples{0}, samples);
  const auto loudest = std::max_element(samples.begin(), samples.end(),
                                        [](auto a, auto b) { return std::abs(int{a}) < std::abs(int{b}); });
  return static_cast<double>(loudest - samples.begin()) / 48.0;
}

TEST(SpeechSound, HasTheTimesOfTheSoundBeforeItWasCoded) {
  EXPECT_NEAR(click_of("click_44100.mp3", "mp3_44100_128"), 250, 0.5);
  EXPECT_NEAR(click_of("click_22050.mp3", "mp3_22050_32"), 250, 0.5);
  EXPECT_NEAR(click_of("click_stereo.mp3", "mp3_44100_128"), 250, 0.5);
  EXPECT_NEAR(click_of("click_without_delay.mp3", "mp3_44100_128"), 250, 0.5) << "nothing tells the delay here";
  EXPECT_NEAR(click_of("click_24000.wav", "wav_24000"), 250, 0.5);
}

ErrorKind failure_of(const std::string& sound, const ElevenLabsFormat& format, const std::stop_token& stop = {}) {
  PcmSpool spool;
  try {
    append_sound(sound, format, spool, stop);
  } catch (const Error& error) {
    return error.kind();
  }
  return ErrorKind::kInternal;
}

TEST(SpeechSound, RefusesMoreThanAnHourAndLessThanAMillisecond) {
  const ElevenLabsFormat slow{ElevenLabsFormat::Coding::kPcm, 1'000, 2'000};
  EXPECT_EQ(failure_of(std::string(3'700 * 2'000, '\0'), slow), ErrorKind::kMedia);
  EXPECT_EQ(failure_of("", slow), ErrorKind::kMedia);
  EXPECT_EQ(failure_of("ID3", elevenlabs_format("mp3_44100_128")), ErrorKind::kMedia);
}

TEST(SpeechSound, StopsBetweenTwoPieces) {
  std::stop_source source;
  source.request_stop();
  EXPECT_EQ(failure_of(fixture("click_44100.mp3"), elevenlabs_format("mp3_44100_128"), source.get_token()),
            ErrorKind::kCancelled);
}

}  // namespace
}  // namespace vina
