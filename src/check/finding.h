// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/media_time.h"

namespace vina {

/// One thing that is wrong, and where.
struct Deviation {
  std::string what;           ///< one line: "appears 9 frames late"
  std::optional<Samples> at;  ///< in the video
  std::size_t slide = 0;      ///< counted from 1; 0: of none in particular
  std::size_t bullet = 0;     ///< the same
};

/// What one check of a finished video came to. docs/check.md lists the checks.
struct Finding {
  std::string check;  ///< its name: "reveals", "loudness"
  bool ok = false;
  std::string expected;                ///< one line
  std::string found;                   ///< one line
  std::vector<Deviation> faults = {};  ///< the first ones, in order, where it can be told where they are
};

/// "0:31.200", or "1:00:31.200"
std::string clock_text(Samples at);

/// "slide 2, bullet 1, at 0:31.200: appears 9 frames late"
std::string described(const Deviation& fault);

/// Gathers what one check finds wrong: counts all of it and keeps the first.
class Deviations {
 public:
  static constexpr std::size_t kKept = 10;

  void add(Deviation fault);
  std::size_t count() const { return count_; }

  /// It is in order where nothing was added.
  Finding finding(std::string check, std::string expected, std::string found_if_fine) const;

 private:
  std::size_t count_ = 0;
  std::vector<Deviation> first_;
};

}  // namespace vina
