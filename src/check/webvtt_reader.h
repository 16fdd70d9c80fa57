// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string_view>

#include "check/caption_reading.h"

namespace vina {

/// Reads WebVTT as strictly as the standard's syntax for authors (W3C WebVTT, section 4) has it, where players read
/// what they can. Beyond that it wants what captions of a lesson are: cues in order that do not overlap, with text in
/// them, without markup, styles or regions. Does not know our writer.
CaptionReading read_webvtt(std::string_view text);

}  // namespace vina
