// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "base/media_time.h"
#include "check/finding.h"
#include "check/receipt.h"
#include "wrap/ebur128/programme_meter.h"

namespace vina {

/// Compares what a video sounds like with its plan: talks begin at their cues, it is silent where silence was planned
/// and nowhere else, as loud as it was asked for, and as long as the pictures. Takes the sound stretch by stretch;
/// memory grows with the number of bullets alone. Judges by the peak of each millisecond.
class SoundCheck {
 public:
  explicit SoundCheck(const Receipt& receipt);

  /// The next samples of both speakers, as many for each.
  void add(Samples start, std::span<const float> left, std::span<const float> right);

  /// "sound length", "speech onsets", "planned silences", "silent stretches", "channels", "loudness",
  /// "true peak". Nothing may be added afterwards.
  std::vector<Finding> findings();

 private:
  struct Talk {
    std::size_t slide = 0;   ///< counted from 1
    std::size_t bullet = 0;  ///< the same
    Samples start;
    Samples end;
    Samples longest_pause;
    Samples heard_from;          ///< sound from here on is the talk's, too early or in time
    bool can_be_judged = false;  ///< there is silence enough before it to tell where it begins
    bool heard = false;
    Samples onset;
  };
  void add_millisecond(Samples at, bool audible);
  void note_pause(const Talk& talk, Samples end);
  void note_difference(Samples at);
  void meter_talks(Samples start);
  double talk_lufs();
  Finding onsets_finding() const;
  Finding loudness_finding();
  Finding peak_finding() const;

  const Samples length_;
  const double asked_lufs_;
  const double told_lufs_;
  const double told_peak_dbtp_;
  std::vector<Talk> talks_;
  std::size_t now_ = 0;  ///< the talk that sounds or comes next
  Samples position_;     ///< of the samples that come next
  Samples millisecond_start_;
  float peak_ = 0;                   ///< of the millisecond that is under way
  float difference_ = 0;             ///< of its left and right
  std::optional<Samples> differed_;  ///< the last millisecond in which they did
  Samples quiet_since_;
  std::optional<std::size_t> noisy_before_;  ///< the talk before which a sound was heard last
  Deviations gaps_, noises_, silences_, differences_;
  ebur128::ProgrammeMeter meter_;
  std::vector<float> interleaved_;
  ebur128::ProgrammeMeter talk_meter_;  ///< of the talks, joined without the silences between them
  std::vector<float> first_talks_;      ///< their first seconds: the meter needs some
  std::size_t metered_ = 0;             ///< the first talk that is not behind
};

}  // namespace vina
