// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/sound/slide_gain.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "base/cancellation.h"
#include "base/media_time.h"
#include "wrap/ebur128/loudness_meter.h"

namespace vina {
namespace {

constexpr Samples kBlock{16 * 1024};
constexpr Samples kLeastMeasured = milliseconds(3000);
constexpr double kMostGain = 40.0;          // dB: a 16-bit voice so quiet is mostly rounding noise
constexpr double kMostCompensation = 18.0;  // dB beyond which a limiter only distorts
constexpr double kTolerance = 0.1;          // LU
constexpr int kMostPasses = 8;

std::size_t to_size(Samples length) {
  return static_cast<std::size_t>(length.count());
}

float from_decibels(double decibels) {
  return static_cast<float>(std::pow(10.0, decibels / 20.0));
}

/// Goes over the talks of one slide, without their pauses.
class TalkMeter {
 public:
  TalkMeter(const PlacedNarration& narration, std::size_t slide, const std::stop_token& stop)
      : narration_{narration}, slide_{slide}, stop_{stop} {
    for (const PlacedNarration::Talk& talk : narration.talks(slide)) once_ += talk.end - talk.start;
  }

  struct Natural {
    double loudness_lufs = -std::numeric_limits<double>::infinity();
    float peak = 0.0F;  ///< the highest sample
  };

  /// As the voice made the talks.
  Natural measure() {
    Natural natural;
    if (once_ <= Samples{0}) return natural;
    ebur128::LoudnessMeter meter;
    for (Samples measured; measured < std::max(once_, kLeastMeasured); measured += once_) {
      for_each_block([&](Samples from, std::size_t size) {
        sound_.resize(size);
        narration_.read(slide_, from, sound_);
        for (const float sample : sound_) natural.peak = std::max(natural.peak, std::abs(sample));
        meter.add(sound_);
      });
    }
    natural.loudness_lufs = meter.integrated_lufs();
    return natural;
  }

  /// What the limiter takes away behind a gain, in dB. It turns whole stretches of sound down, all frequencies alike,
  /// so the plain energy tells what the meter's weighted and gated one would, in a fraction of the time.
  double loss(float gain, const PeakLimiter& limiter) {
    double before = 0.0;
    double after = 0.0;
    for_each_block([&](Samples from, std::size_t size) {
      sound_.resize(size + 2 * to_size(kContext));
      limited_.resize(size);
      narration_.read(slide_, from - kContext, sound_);
      for (float& sample : sound_) sample *= gain;
      limiter.apply(sound_, limited_);
      before += energy(std::span{sound_}.subspan(to_size(kContext), size));
      after += energy(limited_);
    });
    return 10.0 * std::log10(before / after);
  }

 private:
  static constexpr Samples kContext{PeakLimiter::kContext};

  static double energy(std::span<const float> sound) {
    double sum = 0.0;
    for (const float sample : sound) sum += static_cast<double>(sample) * static_cast<double>(sample);
    return sum;
  }

  void for_each_block(const auto& visit) {
    for (const PlacedNarration::Talk& talk : narration_.talks(slide_)) {
      for (Samples from = talk.start; from < talk.end; from += kBlock) {
        throw_if_stopped(stop_);
        visit(from, to_size(std::min(kBlock, talk.end - from)));
      }
    }
  }

  const PlacedNarration& narration_;
  std::size_t slide_;
  const std::stop_token& stop_;
  Samples once_;  ///< all talks together
  std::vector<float> sound_;
  std::vector<float> limited_;
};

}  // namespace

float find_slide_gain(const PlacedNarration& narration, std::size_t slide, double loudness_lufs,
                      const PeakLimiter& limiter, const std::stop_token& stop) {
  TalkMeter meter{narration, slide, stop};
  const TalkMeter::Natural natural = meter.measure();
  if (!std::isfinite(natural.loudness_lufs)) return 1.0F;
  const double wanted = std::min(loudness_lufs - natural.loudness_lufs, kMostGain);
  if (natural.peak * from_decibels(wanted) < limiter.ceiling() / 2) return from_decibels(wanted);
  // Secant steps: the harder the limiter works, the less a decibel of gain adds.
  double gain = wanted;
  double slope = 1.0;
  double last_gain = gain;
  double last_loudness = wanted;
  for (int pass = 0; pass < kMostPasses; ++pass) {
    const double loudness = gain - meter.loss(from_decibels(gain), limiter);
    if (std::abs(wanted - loudness) < kTolerance) break;
    if (gain != last_gain) slope = std::clamp((loudness - last_loudness) / (gain - last_gain), 0.2, 1.0);
    last_gain = std::exchange(gain, std::min(gain + (wanted - loudness) / slope, wanted + kMostCompensation));
    last_loudness = loudness;
  }
  return from_decibels(gain);
}

}  // namespace vina
