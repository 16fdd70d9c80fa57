// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/ffmpeg/resampler.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "base/error.h"

namespace vina::ffmpeg {
namespace {

std::vector<std::int16_t> resample(int rate_hz, const std::vector<std::int16_t>& input, std::size_t piece) {
  Resampler resampler{rate_hz};
  std::vector<std::int16_t> output;
  const auto add = [&](const std::vector<std::int16_t>& more) {
    output.insert(output.end(), more.begin(), more.end());
  };
  for (std::size_t at = 0; at < input.size(); at += piece) {
    add(resampler.convert(std::span{input}.subspan(at, std::min(piece, input.size() - at))));
  }
  add(resampler.flush());
  return output;
}

TEST(Resampler, KeepsLengthAndPlace) {
  for (const int rate_hz : {16'000, 22'050, 24'000, 44'100, 48'000}) {
    std::vector<std::int16_t> input(static_cast<std::size_t>(rate_hz));
    const std::size_t click = input.size() / 4;
    input[click] = 30'000;
    const auto output = resample(rate_hz, input, 1000);
    EXPECT_NEAR(static_cast<double>(output.size()), 48'000, 2) << rate_hz;
    const auto loudest = std::max_element(output.begin(), output.end(),
                                          [](auto a, auto b) { return std::abs(int{a}) < std::abs(int{b}); });
    EXPECT_NEAR(static_cast<double>(loudest - output.begin()), static_cast<double>(click) * 48'000 / rate_hz, 2)
        << rate_hz;
  }
}

TEST(Resampler, GivesTheSameHoweverTheInputIsCut) {
  std::vector<std::int16_t> input(22'050);
  for (std::size_t index = 0; index < input.size(); ++index) {
    input[index] = static_cast<std::int16_t>((index * 7919) % 20'001) - 10'000;
  }
  const auto whole = resample(22'050, input, input.size());
  EXPECT_EQ(resample(22'050, input, 1), whole);
  EXPECT_EQ(resample(22'050, input, 441), whole);
}

TEST(Resampler, GivesNothingForNothing) {
  EXPECT_TRUE(resample(22'050, {}, 1).empty());
}

TEST(Resampler, RefusesARateOutOfRange) {
  EXPECT_THROW(Resampler{0}, Error);
  EXPECT_THROW(Resampler{-48'000}, Error);
  EXPECT_THROW(Resampler{999}, Error);
}

}  // namespace
}  // namespace vina::ffmpeg
