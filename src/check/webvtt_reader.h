// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vina {

/// One cue of a WebVTT file.
struct ReadCue {
  std::int64_t start_ms = 0;
  std::int64_t end_ms = 0;
  std::string text;  ///< its lines, each with a line feed behind it, without escapes
};

struct WebVttReading {
  std::vector<ReadCue> cues;
  std::optional<std::string> fault;  ///< the first one: "line 12: ..."; the cues before it are there
};

/// Reads WebVTT as strictly as the standard's syntax for authors (W3C WebVTT, section 4) has it, where players read
/// what they can. Beyond that it wants what captions of a lesson are: cues in order that do not overlap, with text in
/// them, without markup, styles or regions. Does not know our writer.
WebVttReading read_webvtt(std::string_view text);

}  // namespace vina
