// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <vector>

#include "base/media_time.h"
#include "base/warning.h"
#include "captions/cue.h"
#include "lesson/lesson.h"
#include "timeline/timeline.h"

namespace vina {

/// The limits of a caption. `docs/captions.md` has the reasons and where the numbers come from.
struct CaptionOptions {
  /// Columns of a line; an East Asian wide character takes two. 10 to 80.
  int characters_per_line = 25;
  /// Lines of a cue. 1 to 5.
  int lines = 3;
  /// The reading speed that is aimed at, in characters a second, spaces included. 5 to speed_limit.
  int target_characters_per_second = 17;
  /// The fastest a cue may be. target to 100.
  int characters_per_second_limit = 20;
  /// A cue stays at least so long: 25 frames (5/6 s).
  Samples shortest = to_samples(Frames{25});
  /// A cue stays at most so long.
  Samples longest = milliseconds(7000);
  /// For how long a cue may stay after its speech, for slow readers.
  Samples linger = milliseconds(500);
  /// Two cues that would be no further apart than this are brought together until only `gap` is left.
  Samples chain = milliseconds(500);
  /// The pause between two cues that follow each other at once, by which the eye sees the change: 2 frames. Speech
  /// that goes on without a pause leaves none.
  Samples gap = to_samples(Frames{2});
};

struct CaptionSet {
  std::vector<Cue> cues;  ///< in order of time, without overlap
  double fastest_characters_per_second = 0;
  std::vector<Warning> warnings;  ///< cues that had to break the limits of time, with the pointer of their talk
};

/// Throws Error (kInvalidOption), naming the option and its range.
void validate(const CaptionOptions& options);

/// Cuts every talk of the lesson into cues, and these into lines.
///
/// The lines of an item's cues give its talk word for word, white space aside: nothing is added, left out or changed.
/// No cue has words of two items. A cue starts with its first word, and ends within its slide, not before its last word
/// and not after the next cue starts. A word that is longer than a line is broken between two characters, without a
/// hyphen. Lines hold their limits always (but for a single character wider than a line); times hold theirs where the
/// voice leaves time for it, else there is a warning. `languages` has a BCP 47 tag for each slide; it may be shorter or
/// have empty ones, then the script of the text decides. Pure and thread-safe.
CaptionSet build_cues(const Lesson& lesson, const Timeline& timeline, const std::vector<std::string>& languages,
                      const CaptionOptions& options = {});

}  // namespace vina
