// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vina {

/// One cue of a file of captions.
struct ReadCue {
  std::int64_t start_ms = 0;
  std::int64_t end_ms = 0;
  std::string text;  ///< its lines, each with a line feed behind it, without escapes
};

/// What a file of captions says.
struct CaptionReading {
  std::vector<ReadCue> cues;
  std::optional<std::string> fault;  ///< the first one: "line 12: ..."; the cues before it are there
};

}  // namespace vina
