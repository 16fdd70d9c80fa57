// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <span>
#include <string>

#include "captions/cue.h"

namespace vina {

/// The cues as a WebVTT file (W3C, text/vtt): UTF-8, line feeds, every cue with a number as its identifier, hours
/// always written. `cues` are in order of time and do not overlap; each lasts at least a millisecond.
std::string to_webvtt(std::span<const Cue> cues);

}  // namespace vina
