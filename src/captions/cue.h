// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <vector>

#include "base/media_time.h"

namespace vina {

/// One caption: its lines are on screen from start until just before end.
struct Cue {
  Samples start;
  Samples end;
  std::vector<std::string> lines;  ///< 1 to 3, plain UTF-8 without markup
  bool operator==(const Cue&) const = default;
};

}  // namespace vina
