// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/sound_check.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace vina {
namespace {

constexpr double kLevel = 0.11;  ///< of a sine of 1 kHz on both channels at -16 LUFS or so

/// Two talks on one slide: 0.5 to 4.5 s and 5 to 8 s, of 9 s.
Receipt two_talks() {
  Receipt receipt;
  receipt.length = Frames{270};
  receipt.asked_lufs = -16;
  receipt.slides = {{Frames{0},
                     Frames{270},
                     {{Frames{15}, milliseconds(4500), milliseconds(200), ""},
                      {Frames{150}, milliseconds(8000), milliseconds(200), ""}}}};
  return receipt;
}

void speak(std::vector<float>& sound, std::int64_t from_ms, std::int64_t to_ms, double level) {
  const auto from = static_cast<std::size_t>(from_ms * 48);
  const auto to = std::min(static_cast<std::size_t>(to_ms * 48), sound.size());
  for (std::size_t i = from; i < to; ++i) {
    sound[i] = static_cast<float>(level * std::sin(static_cast<double>(i) * 2 * 3.14159265358979 * 1000 / 48'000));
  }
}

std::vector<float> as_planned(std::int64_t late_ms = 0, double level = kLevel) {
  std::vector<float> sound(9 * 48'000);
  speak(sound, 500 + late_ms, 4500 + late_ms, level);
  speak(sound, 5000 + late_ms, 8000 + late_ms, level);
  return sound;
}

std::map<std::string, Finding> check(const std::vector<float>& sound, const Receipt& receipt) {
  SoundCheck checked{receipt};
  constexpr std::size_t kBlock = 1024;
  for (std::size_t at = 0; at < sound.size(); at += kBlock) {
    const std::span<const float> block{sound.data() + at, std::min(kBlock, sound.size() - at)};
    checked.add(Samples{static_cast<std::int64_t>(at)}, block, block);
  }
  std::map<std::string, Finding> findings;
  for (Finding& finding : checked.findings()) findings.emplace(finding.check, finding);
  return findings;
}

/// The report of a sound tells how loud it is.
Receipt with_loudness_of(const std::vector<float>& sound, Receipt receipt) {
  ebur128::ProgrammeMeter meter;
  std::vector<float> both;
  for (const float sample : sound) both.insert(both.end(), {sample, sample});
  meter.add(both);
  receipt.measured_lufs = meter.integrated_lufs();
  receipt.asked_lufs = std::round(receipt.measured_lufs);
  receipt.true_peak_dbtp = meter.true_peak_dbtp();
  return receipt;
}

TEST(SoundCheck, FindsNothingInWhatWasPlanned) {
  const std::vector<float> sound = as_planned();
  for (const auto& [name, finding] : check(sound, with_loudness_of(sound, two_talks()))) {
    EXPECT_TRUE(finding.ok) << name << ": " << finding.found;
  }
}

TEST(SoundCheck, ToleratesOneFrameAndNoMore) {
  const Receipt receipt = two_talks();
  EXPECT_TRUE(check(as_planned(32), receipt)["speech onsets"].ok);
  EXPECT_TRUE(check(as_planned(-32), receipt)["speech onsets"].ok);
  EXPECT_FALSE(check(as_planned(36), receipt)["speech onsets"].ok);
  EXPECT_FALSE(check(as_planned(-36), receipt)["speech onsets"].ok);
  EXPECT_EQ(check(as_planned(100), receipt)["speech onsets"].found,
            "slide 1, bullet 1, at 0:00.500: begins 100 ms late (and 1 more)");
}

TEST(SoundCheck, FindsSoundInAPlannedSilence) {
  std::vector<float> sound = as_planned();
  speak(sound, 8500, 8510, kLevel);
  EXPECT_FALSE(check(sound, two_talks())["planned silences"].ok);
}

TEST(SoundCheck, FindsSilenceInATalk) {
  std::vector<float> sound = as_planned();
  speak(sound, 1000, 2400, 0);
  EXPECT_TRUE(check(sound, two_talks())["silent stretches"].ok) << "a pause";
  speak(sound, 1000, 2600, 0);
  EXPECT_FALSE(check(sound, two_talks())["silent stretches"].ok);
  Receipt pauses = two_talks();
  pauses.slides[0].bullets[0].longest_pause = milliseconds(1500);
  EXPECT_TRUE(check(sound, pauses)["silent stretches"].ok) << "a longer pause that was planned";
}

TEST(SoundCheck, TellsTalksApartThatFollowEachOther) {
  Receipt receipt = two_talks();
  receipt.slides[0].bullets[0].speech_end = milliseconds(5000);
  std::vector<float> sound = as_planned();
  speak(sound, 4500, 5000, kLevel);
  speak(sound, 5020, 8000, 0);  // the second is but a click
  receipt.slides[0].bullets[1].speech_end = milliseconds(5300);
  EXPECT_TRUE(check(sound, receipt)["silent stretches"].ok) << check(sound, receipt)["silent stretches"].found;
}

TEST(SoundCheck, FindsATalkThatIsMissing) {
  std::vector<float> sound = as_planned();
  speak(sound, 5000, 8000, 0);
  auto findings = check(sound, two_talks());
  EXPECT_FALSE(findings["silent stretches"].ok);
  EXPECT_FALSE(findings["speech onsets"].ok);
}

TEST(SoundCheck, FindsAGapAndAWrongLength) {
  std::vector<float> sound = as_planned();
  sound.resize(sound.size() - 4800);
  EXPECT_FALSE(check(sound, two_talks())["sound length"].ok);
  SoundCheck jumping{two_talks()};
  const std::vector<float> block(1024);
  jumping.add(Samples{0}, block, block);
  jumping.add(Samples{2048}, block, block);
  EXPECT_FALSE(jumping.findings().front().ok);
}

TEST(SoundCheck, FindsALoudnessThatWasNotAskedFor) {
  const std::vector<float> sound = as_planned();
  Receipt receipt = with_loudness_of(sound, two_talks());
  EXPECT_FALSE(check(as_planned(0, 1.2 * kLevel), receipt)["loudness"].ok) << "louder than the report says";
  receipt.asked_lufs += 3;
  EXPECT_FALSE(check(sound, receipt)["loudness"].ok) << "quieter than asked for, with room for more";
  receipt.asked_lufs -= 6;
  EXPECT_FALSE(check(sound, receipt)["loudness"].ok) << "louder than asked for";
}

TEST(SoundCheck, AcceptsLessWhereAVoiceHasSharpPeaks) {
  std::vector<float> sound = as_planned();
  speak(sound, 2000, 2003, 0.83);
  Receipt receipt = with_loudness_of(sound, two_talks());
  receipt.asked_lufs += 3;
  EXPECT_TRUE(check(sound, receipt)["loudness"].ok) << "quieter than asked for, and the report says so";
}

TEST(SoundCheck, AcceptsLessWhereSilencesMakeIt) {
  Receipt receipt = two_talks();
  receipt.slides[0].bullets[0].speech_end = milliseconds(620);
  receipt.slides[0].bullets[1].speech_end = milliseconds(5120);
  std::vector<float> sound(9 * 48'000);
  speak(sound, 500, 620, kLevel);
  speak(sound, 5000, 5120, kLevel);
  receipt = with_loudness_of(sound, receipt);
  const double of_a_talk = with_loudness_of(as_planned(), two_talks()).measured_lufs;
  ASSERT_LT(receipt.measured_lufs, of_a_talk - 3);
  receipt.asked_lufs = of_a_talk;
  EXPECT_TRUE(check(sound, receipt)["loudness"].ok) << check(sound, receipt)["loudness"].found;
  receipt.asked_lufs = of_a_talk + 2;
  EXPECT_FALSE(check(sound, receipt)["loudness"].ok);
}

TEST(SoundCheck, FindsPeaksAboveTheCeiling) {
  const auto peak_of = [](double level) {
    const std::vector<float> sound = as_planned(0, level);
    return check(sound, with_loudness_of(sound, two_talks()))["true peak"];
  };
  EXPECT_FALSE(peak_of(0.95).ok);
  EXPECT_TRUE(peak_of(0.88).ok);
}

TEST(SoundCheck, FindsAPeakThatIsNotTheReports) {
  Receipt receipt = with_loudness_of(as_planned(), two_talks());
  receipt.true_peak_dbtp += 1;
  EXPECT_FALSE(check(as_planned(), receipt)["true peak"].ok);
}

TEST(SoundCheck, FindsChannelsThatDiffer) {
  const std::vector<float> sound = as_planned();
  std::vector<float> opposite = sound;
  for (float& sample : opposite) sample = -sample;
  SoundCheck checked{two_talks()};
  checked.add(Samples{0}, sound, opposite);
  for (const Finding& finding : checked.findings()) {
    EXPECT_EQ(finding.ok, finding.check != "channels" && finding.check != "loudness" && finding.check != "true peak")
        << finding.check;
    if (finding.ok) continue;
    EXPECT_TRUE(finding.check != "channels" || finding.found == "slide 1, at 0:00.500: left and right differ")
        << finding.found;
  }
}

}  // namespace
}  // namespace vina
