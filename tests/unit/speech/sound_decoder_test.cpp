// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/ffmpeg/sound_decoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/error.h"
#include "support/file_content.h"

namespace vina::ffmpeg {
namespace {

/// A second of silence with one click at 250 ms; see tests/fixtures/sounds/README.md.
std::string fixture(const std::string& name) {
  return testing::content_of(std::filesystem::path{VINA_SOURCE_DIR} / "tests/fixtures/sounds" / name);
}

struct Decoded {
  std::vector<std::int16_t> samples;
  int rate_hz = 0;
  bool knows_delay = false;
};

Decoded decode(const std::string& bytes, SoundFormat format) {
  SoundDecoder decoder{bytes, format};
  Decoded decoded;
  for (auto piece = decoder.next(); !piece.empty(); piece = decoder.next()) {
    decoded.samples.insert(decoded.samples.end(), piece.begin(), piece.end());
  }
  decoded.rate_hz = decoder.rate_hz();
  decoded.knows_delay = decoder.knows_delay();
  return decoded;
}

double click_seconds(const Decoded& decoded) {
  const auto loudest = std::max_element(decoded.samples.begin(), decoded.samples.end(),
                                        [](auto a, auto b) { return std::abs(int{a}) < std::abs(int{b}); });
  return static_cast<double>(loudest - decoded.samples.begin()) / decoded.rate_hz;
}

TEST(SoundDecoder, CutsTheEncodersDelayOffSoThatTimesAreTheSounds) {
  for (const char* name : {"click_44100.mp3", "click_22050.mp3", "click_stereo.mp3"}) {
    const Decoded decoded = decode(fixture(name), SoundFormat::kMp3);
    EXPECT_TRUE(decoded.knows_delay) << name;
    EXPECT_NEAR(click_seconds(decoded), 0.25, 0.0005) << name;
  }
}

TEST(SoundDecoder, SaysWhenNobodyTellsTheDelay) {
  const Decoded decoded = decode(fixture("click_without_delay.mp3"), SoundFormat::kMp3);
  EXPECT_FALSE(decoded.knows_delay);
  EXPECT_NEAR(click_seconds(decoded), 0.25 + 1105.0 / 44'100, 0.0005);
}

TEST(SoundDecoder, ReadsWavExactly) {
  const Decoded decoded = decode(fixture("click_24000.wav"), SoundFormat::kWav);
  EXPECT_EQ(decoded.rate_hz, 24'000);
  EXPECT_EQ(decoded.samples.size(), 24'000U);
  EXPECT_NEAR(click_seconds(decoded), 0.25, 0.0001);
}

/// Whether the decoder finds no sound in these bytes: an error, or not a sample.
bool has_no_sound(const std::string& bytes, SoundFormat format) {
  try {
    return decode(bytes, format).samples.empty();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kMedia);
    EXPECT_THAT(error.what(), ::testing::StartsWith("the "));
    return true;
  }
}

TEST(SoundDecoder, TakesNothingButTheFormatItWasToldOf) {
  const std::string playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n";
  EXPECT_TRUE(has_no_sound(fixture("click_44100.mp3"), SoundFormat::kWav));
  EXPECT_TRUE(has_no_sound(playlist, SoundFormat::kMp3));
  EXPECT_TRUE(has_no_sound(playlist, SoundFormat::kWav));
}

TEST(SoundDecoder, RefusesEmptyAndDamagedSound) {
  for (const char* bytes : {"", "RIFF", "ID3", "<html>"}) {
    EXPECT_TRUE(has_no_sound(bytes, SoundFormat::kMp3)) << bytes;
    EXPECT_TRUE(has_no_sound(bytes, SoundFormat::kWav)) << bytes;
  }
  std::string scrambled = fixture("click_44100.mp3");
  for (std::size_t at = 2'000; at < scrambled.size(); ++at) scrambled[at] = static_cast<char>(at * 7);
  const Decoded all = decode(fixture("click_44100.mp3"), SoundFormat::kMp3);
  EXPECT_TRUE(has_no_sound(scrambled, SoundFormat::kMp3) ||
              decode(scrambled, SoundFormat::kMp3).samples.size() <= all.samples.size());
}

TEST(SoundDecoder, EndsQuietlyWhereTheSoundIsCutOff) {
  const std::string whole = fixture("click_44100.mp3");
  const Decoded all = decode(whole, SoundFormat::kMp3);
  const Decoded half = decode(whole.substr(0, whole.size() / 2), SoundFormat::kMp3);
  EXPECT_GT(half.samples.size(), all.samples.size() / 3);
  EXPECT_LT(half.samples.size(), all.samples.size());
}

}  // namespace
}  // namespace vina::ffmpeg
