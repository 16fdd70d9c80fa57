// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/sound/peak_limiter.h"

#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>
#include <vector>

#include <gtest/gtest.h>

namespace vina {
namespace {

constexpr std::size_t kContext = PeakLimiter::kContext;

std::vector<float> make_sine(std::size_t length, double amplitude, double samples_per_period, double phase) {
  std::vector<float> sound(length);
  for (std::size_t i = 0; i < length; ++i) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(i) / samples_per_period + phase;
    sound[i] = static_cast<float>(amplitude * std::sin(angle));
  }
  return sound;
}

std::vector<float> limit(const PeakLimiter& limiter, std::span<const float> sound) {
  std::vector<float> limited(sound.size() - 2 * kContext);
  limiter.apply(sound, limited);
  return limited;
}

TEST(PeakLimiter, LeavesSoundUnderTheCeilingAlone) {
  const std::vector<float> sound = make_sine(5000 + 2 * kContext, 0.79, 480, 0);
  const std::vector<float> limited = limit(PeakLimiter{0.8F}, sound);
  for (std::size_t i = 0; i < limited.size(); ++i) ASSERT_EQ(limited[i], sound[i + kContext]);
}

TEST(PeakLimiter, SeesPeaksBetweenTheSamples) {
  // Samples at 45 degrees: none is above 0.71, the wave they stand for reaches 1.
  const std::vector<float> sound = make_sine(5000 + 2 * kContext, 1.0, 4, std::numbers::pi / 4);
  const std::vector<float> limited = limit(PeakLimiter{0.8F}, sound);
  for (const float sample : limited) ASSERT_NEAR(std::abs(sample), 0.8 * std::numbers::sqrt2 / 2, 0.01);
}

TEST(PeakLimiter, TurnsDownBeforeAPeakAndLeavesTheRestAlone) {
  std::vector<float> sound = make_sine(10'000 + 2 * kContext, 0.3, 100, 0);
  sound[kContext + 5000] = 1.6F;
  const std::vector<float> limited = limit(PeakLimiter{0.8F}, sound);
  EXPECT_LE(limited[5000], 0.8F);
  EXPECT_GT(limited[5000], 0.75F);
  for (std::size_t i = 0; i < 5000 - 2 * 480 - 8; ++i) ASSERT_EQ(limited[i], sound[i + kContext]);
  for (std::size_t i = 1; i < limited.size(); ++i) {
    if (i == 5000 || i == 5001) continue;
    ASSERT_LT(std::abs(limited[i] - limited[i - 1]), 0.03F) << "the gain jumps at " << i;
  }
}

TEST(PeakLimiter, DoesNotDependOnWhereABlockStarts) {
  const std::vector<float> sound = make_sine(20'000, 1.3, 37.7, 0.4);
  const PeakLimiter limiter{0.8F};
  const std::vector<float> whole = limit(limiter, sound);
  for (const std::size_t from : {1U, 777U, 5000U}) {
    const std::vector<float> part = limit(limiter, std::span{sound}.subspan(from, 3000 + 2 * kContext));
    for (std::size_t i = 0; i < part.size(); ++i) ASSERT_EQ(part[i], whole[i + from]);
  }
}

}  // namespace
}  // namespace vina
