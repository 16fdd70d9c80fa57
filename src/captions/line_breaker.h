// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "captions/talk_borders.h"
#include "captions/talk_pieces.h"

namespace vina {

/// How pieces [from, to) of a talk are set on lines.
struct LineLayout {
  int cost = 0;
  std::vector<std::size_t> starts;  ///< the first piece of each line; the first one is `from`
};

/// Finds the best lines for a part of a talk: as few as hold it; then lines of like length, breaks where borders are
/// good, and the longer lines below, so that the eye travels little and less of the picture is hidden.
class LineBreaker {
 public:
  LineBreaker(const Talk& talk, const std::vector<TalkBorder>& borders, int columns, int lines)
      : talk_{talk}, borders_{borders}, columns_{columns}, lines_{lines} {}

  /// The best layout, or nothing if [from, to) needs more than the lines allowed. One piece always has a layout.
  std::optional<LineLayout> lay_out(std::size_t from, std::size_t to) const;

 private:
  std::optional<LineLayout> lay_out_on(int lines, std::size_t from, std::size_t to) const;

  const Talk& talk_;
  const std::vector<TalkBorder>& borders_;
  int columns_;
  int lines_;
};

}  // namespace vina
