// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/media_time.h"
#include "check/finding.h"
#include "check/receipt.h"
#include "check/thumbnail.h"

namespace vina {

/// Compares what a video shows with its plan: cuts and reveals in their frames, no change that was not planned, no
/// frozen and no blank stretch. Takes the frames one by one; memory grows with the number of bullets alone.
///
/// What is seen is change: the luma of one square of 20 x 20 pixels differs from the frame before. A reveal and a cut
/// begin with a change by a third and a tenth of what fades in; a held picture may be coded anew as a key frame, which
/// must stay below what anybody can see.
class PictureCheck {
 public:
  /// `receipt` outlives it.
  explicit PictureCheck(const Receipt& receipt);

  /// The next frame, in the order of display.
  void add(Samples start, const Thumbnail& picture);

  /// "frames", "frame rate", "cuts", "reveals", "stillness", "frozen", "black". Nothing may be added afterwards.
  std::vector<Finding> findings();

 private:
  /// A change that is to come.
  struct Planned {
    Frames at;
    Frames fade;
    std::size_t slide = 0;   ///< counted from 1
    std::size_t bullet = 0;  ///< the same; 0: the slide itself
    bool seen = false;
    std::optional<Frames> stray;  ///< an unplanned change close to it: perhaps this one, too early or too late
  };

  void note_change(Frames frame, double difference);
  void note_stray(Frames frame);
  void note_stillness(Frames end);
  void note_blank(Frames frame, const Thumbnail& picture);
  void end_blank(Frames end);
  void judge_planned();
  void add_unplanned(Frames frame);
  Deviation fault_at(Frames frame, std::string what) const;

  const Receipt& receipt_;
  std::vector<Planned> planned_;
  std::size_t next_ = 0;  ///< of the planned changes: the first whose time is not over
  Frames frames_;         ///< seen so far
  Frames still_since_;
  std::optional<Thumbnail> last_;
  std::optional<Frames> stray_until_;  ///< the last frame of the last unplanned change
  std::optional<Frames> blank_since_;
  bool is_black_ = false;
  Deviations rate_, cuts_, reveals_, unplanned_, frozen_, blank_;
};

}  // namespace vina
