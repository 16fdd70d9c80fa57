// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/ebur128/programme_meter.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>
#include <vector>

#include <gtest/gtest.h>

namespace vina::ebur128 {
namespace {

/// A quarter of the sampling rate, half way between the samples: each sample is 3 dB below the peak of the wave.
void add_wave(std::vector<float>& sound, std::size_t from, std::size_t frames, double level) {
  for (std::size_t i = from; i < from + frames; ++i) {
    const auto sample = static_cast<float>(level * std::sin(std::numbers::pi / 2 * (static_cast<double>(i) + 0.5)));
    sound[2 * i] = sound[2 * i + 1] = sample;
  }
}

/// Noise of the level given, always the same.
std::vector<float> noise(std::size_t frames, double level) {
  std::vector<float> sound(2 * frames);
  std::uint32_t state = 1;
  for (float& sample : sound) {
    state = state * 1'664'525U + 1'013'904'223U;
    sample = static_cast<float>(level * (static_cast<double>(state) / 2'147'483'648.0 - 1));
  }
  return sound;
}

double true_peak(const std::vector<float>& sound, std::size_t frames_at_once) {
  ProgrammeMeter meter;
  for (std::size_t at = 0; at < sound.size(); at += 2 * frames_at_once) {
    meter.add(std::span{sound}.subspan(at, std::min(2 * frames_at_once, sound.size() - at)));
  }
  return meter.true_peak_dbtp();
}

TEST(ProgrammeMeter, FindsThePeakBetweenSamplesWhereverItLies) {
  for (const std::size_t at : {0U, 1000U, 5100U, 5119U, 5120U, 5121U, 9000U, 20'000U, 23'900U}) {
    std::vector<float> sound = noise(24'000, 0.02);
    add_wave(sound, at, 100, 0.5);
    EXPECT_NEAR(true_peak(sound, 1024), 20 * std::log10(0.5), 0.7) << at;
    EXPECT_GT(true_peak(sound, 1024), 20 * std::log10(0.5 / std::numbers::sqrt2) + 1) << at;
  }
}

TEST(ProgrammeMeter, FindsTheSamePeakHoweverTheSoundComes) {
  std::vector<float> sound = noise(24'000, 0.05);
  add_wave(sound, 3000, 60, 0.1);
  add_wave(sound, 9000, 60, 0.15);  // less than twice what came before
  add_wave(sound, 15'000, 30, 0.6);
  add_wave(sound, 20'000, 500, 0.5);
  const double at_once = true_peak(sound, sound.size());
  for (const std::size_t frames : {1U, 7U, 63U, 255U, 256U, 1000U, 1024U}) {
    EXPECT_EQ(true_peak(sound, frames), at_once) << frames;
  }
}

TEST(ProgrammeMeter, MeasuresOneChannelForTwoThatSoundAlike) {
  std::vector<float> stereo = noise(240'000, 0.2);
  for (std::size_t i = 0; i < stereo.size(); i += 2) stereo[i + 1] = stereo[i];
  add_wave(stereo, 100'000, 50, 0.6);
  std::vector<float> mono;
  for (std::size_t i = 0; i < stereo.size(); i += 2) mono.push_back(stereo[i]);
  ProgrammeMeter two;
  two.add(stereo);
  ProgrammeMeter one{Channels::kDualMono};
  one.add(mono);
  EXPECT_NEAR(one.integrated_lufs(), two.integrated_lufs(), 0.01);
  EXPECT_NEAR(one.true_peak_dbtp(), two.true_peak_dbtp(), 0.01);
}

TEST(ProgrammeMeter, TellsSilence) {
  ProgrammeMeter meter;
  meter.add({});
  EXPECT_EQ(meter.true_peak_dbtp(), -HUGE_VAL);
  meter.add(std::vector<float>(96'000));
  EXPECT_EQ(meter.true_peak_dbtp(), -HUGE_VAL);
  EXPECT_EQ(meter.integrated_lufs(), -HUGE_VAL);
}

}  // namespace
}  // namespace vina::ebur128
