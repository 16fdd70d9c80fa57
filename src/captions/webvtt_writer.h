// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <span>
#include <string>

#include "base/pixels.h"
#include "captions/cue.h"

namespace vina {

/// Where players that draw the captions themselves put them. Chromium and Safari draw at 5 % of the picture's shorter
/// side, 54 px on 1080x1920, and a line takes 74 px; a cue of three lines then covers 1506 to 1728.
struct WebVttOptions {
  /// A part of kCanvas. Lines are centred in it, wrapped by players if they are wider, and the last one ends at its
  /// bottom; in an area lower than the lines the first one begins at its top. The default is nearly the whole width,
  /// above logo and progress.
  PixelRect area{54, 0, 972, 1728};
};

/// The cues as a WebVTT file (W3C, text/vtt): UTF-8, line feeds, every cue with a number as its identifier, hours
/// always written. Each cue is placed by its number of lines so that all end at the same height. `cues` are in order of
/// time and do not overlap; each lasts at least a millisecond.
std::string to_webvtt(std::span<const Cue> cues, const WebVttOptions& options = {});

}  // namespace vina
