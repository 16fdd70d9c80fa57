// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string_view>

#include "check/caption_reading.h"

namespace vina {

/// Reads SubRip, for which there is no standard, as docs/captions.md has it: numbers that count from 1, times
/// "HH:MM:SS,mmm --> HH:MM:SS,mmm", text, a blank line; cues in order that do not overlap. The text is taken as it
/// stands: SubRip has no escapes. Lines end with CR LF or LF. Does not know our writer.
CaptionReading read_srt(std::string_view text);

}  // namespace vina
