// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/media_time.h"

namespace vina {

/// How loud a sound is, millisecond by millisecond (2 bytes for each), and where its pauses are. What counts as silent
/// follows from the sound itself: a cloud voice may breathe a steady noise far above the -54 dBFS under which the
/// offline voice is silent. Positions are samples from the start of the sound.
class SoundLevels {
 public:
  void append(std::span<const std::int16_t> samples);
  /// Ends the sound: settles what is silent. The members below need it.
  void finish();

  Samples length() const { return length_; }

  struct Pause {
    Samples start;  ///< one past the last audible millisecond before it
    Samples end;    ///< where the sound can be heard again
  };
  /// The pauses in [from, to), cut to it, of at least `shortest`, in order.
  std::vector<Pause> pauses(Samples from, Samples to, Samples shortest) const;

  /// Start of the first audible millisecond in [from, to), or `from` if that is later; nothing if all is silent.
  std::optional<Samples> first_audible(Samples from, Samples to) const;
  /// One past the last audible millisecond in [from, to), or `to` if that is earlier; nothing if all is silent.
  std::optional<Samples> last_audible(Samples from, Samples to) const;
  /// The middle of the quietest 5 ms in [from, to).
  Samples quietest(Samples from, Samples to) const;

  /// How many audible milliseconds lie before `position`.
  std::int64_t audible_before(Samples position) const;
  /// The first position with that many audible milliseconds before it, or the end of the sound.
  Samples after_audible(std::int64_t count) const;

 private:
  bool is_audible(std::int64_t step) const { return peaks_[static_cast<std::size_t>(step)] >= threshold_; }

  std::vector<std::uint16_t> peaks_;
  std::vector<std::int32_t> audible_before_;  ///< one more than peaks_
  std::uint16_t threshold_ = 0;
  Samples length_;
};

}  // namespace vina
