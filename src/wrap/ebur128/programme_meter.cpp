// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/ebur128/programme_meter.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "wrap/ebur128/state.h"

namespace vina::ebur128 {
namespace {

/// Note [Peaks are looked for where they can be]
/// Between two samples the sound can rise above both, and libebur128 finds by how much with a filter of 49 taps at four
/// times the rate, which costs more than everything else together. What the filter brings out is less than twice the
/// largest sample that it sees (its taps for each of the four phases add up to 1.9 in magnitude), so a stretch whose
/// samples stay below half of the highest peak so far cannot have a higher one. Such stretches are left out, all but
/// their ends: the filter sees the same samples around each possible peak, and where two ends meet there are only
/// samples that are too small to matter. The result is the same to the last bit.
constexpr double kMostRise = 2.0;
constexpr std::size_t kPieceFrames = 256;
/// Longer than the filter.
constexpr std::size_t kContextFrames = 64;

float largest(std::span<const float> samples) {
  float most = 0;
  for (const float sample : samples) most = std::max(most, std::abs(sample));
  return most;
}

}  // namespace

struct ProgrammeMeter::Handle {
  explicit Handle(Channels measured) : channels{measured == Channels::kStereo ? 2U : 1U} {
    if (measured == Channels::kDualMono) {
      check("ebur128_set_channel", ebur128_set_channel(loudness.get(), 0, EBUR128_DUAL_MONO));
    }
  }

  unsigned int channels;
  // The histogram keeps the memory the same for any length; it costs a tenth of a LU of exactness at most.
  State loudness{channels, EBUR128_MODE_I | EBUR128_MODE_HISTOGRAM};
  State peaks{channels, EBUR128_MODE_TRUE_PEAK};
  std::size_t context = kContextFrames * channels;
  double highest = 0;           ///< peak so far, of full scale
  std::size_t to_follow = 0;    ///< samples that belong behind what `peaks` saw last
  std::vector<float> left_out;  ///< the last samples that `peaks` did not see, `context` at most

  void look_for_peaks(std::span<const float> piece);
};

void ProgrammeMeter::Handle::look_for_peaks(std::span<const float> piece) {
  if (kMostRise * static_cast<double>(largest(piece)) >= highest) {
    if (!left_out.empty()) peaks.add(left_out);
    left_out.clear();
    peaks.add(piece);
    to_follow = context;
  } else {
    const std::size_t following = std::min(to_follow, piece.size());
    if (following > 0) peaks.add(piece.first(following));
    to_follow -= following;
    left_out.insert(left_out.end(), piece.begin() + static_cast<std::ptrdiff_t>(following), piece.end());
    if (left_out.size() > context) {
      left_out.erase(left_out.begin(), left_out.end() - static_cast<std::ptrdiff_t>(context));
    }
    if (following == 0) return;
  }
  for (unsigned int channel = 0; channel < channels; ++channel) {
    double peak = 0;
    check("ebur128_true_peak", ebur128_true_peak(peaks.get(), channel, &peak));
    highest = std::max(highest, peak);
  }
}

ProgrammeMeter::ProgrammeMeter(Channels channels) : handle_{std::make_unique<Handle>(channels)} {}
ProgrammeMeter::ProgrammeMeter(ProgrammeMeter&&) noexcept = default;
ProgrammeMeter& ProgrammeMeter::operator=(ProgrammeMeter&&) noexcept = default;
ProgrammeMeter::~ProgrammeMeter() = default;

void ProgrammeMeter::add(std::span<const float> samples) {
  if (samples.empty()) return;
  handle_->loudness.add(samples);
  const std::size_t piece = kPieceFrames * handle_->channels;
  for (std::size_t at = 0; at < samples.size(); at += piece) {
    handle_->look_for_peaks(samples.subspan(at, std::min(piece, samples.size() - at)));
  }
}

double ProgrammeMeter::integrated_lufs() const {
  return handle_->loudness.integrated_lufs();
}

double ProgrammeMeter::true_peak_dbtp() const {
  return 20 * std::log10(handle_->highest);
}

}  // namespace vina::ebur128
