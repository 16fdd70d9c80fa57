// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <vector>

#include "base/media_time.h"
#include "captions/cue_builder.h"
#include "captions/talk_pieces.h"

namespace vina {

/// A part of a talk that becomes one cue.
struct CuePart {
  std::vector<std::string> lines;
  int characters = 0;  ///< spaces and line breaks included
  Samples onset;       ///< its first word starts
  Samples finish;      ///< its last word ends
};

/// Cuts a talk into cues by dynamic programming over all its borders: the cheapest way whose cues fit on their lines.
/// `silence_ends` is when the next talk, or the end of the slide, takes over.
std::vector<CuePart> cut_into_cues(const Talk& talk, Samples silence_ends, const CaptionOptions& options);

}  // namespace vina
