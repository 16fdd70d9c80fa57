// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string_view>
#include <vector>

#include "base/warning.h"

namespace vina {

/// Standard error, where a program talks to people: one line a message.
class Messages {
 public:
  /// Quiet: errors only.
  enum class Volume { kQuiet, kNormal };

  Messages(int descriptor, Volume volume) : descriptor_{descriptor}, volume_{volume} {}

  /// "error: ..."
  void error(std::string_view message) const;
  /// The same for each line.
  void faults(std::string_view lines) const;
  /// "warning: /slides/0/items/1/bullet: ..."
  void warning(const Warning& warning) const;
  void warnings(const std::vector<Warning>& warnings) const;

 private:
  int descriptor_;
  Volume volume_;
};

}  // namespace vina
