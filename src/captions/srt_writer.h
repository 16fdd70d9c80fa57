// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <span>
#include <string>

#include "captions/cue.h"

namespace vina {

/// The cues as a SubRip file: UTF-8 without a byte order mark, CR LF line ends, counted from 1. SubRip has no escapes,
/// so texts stand as they are. `cues` are in order of time and do not overlap; each lasts at least a millisecond.
std::string to_srt(std::span<const Cue> cues);

}  // namespace vina
