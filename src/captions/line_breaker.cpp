// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "captions/line_breaker.h"

#include <algorithm>
#include <limits>

namespace vina {
namespace {

/// A line is better left out: short cues sit on one, most on two, long ones on three.
constexpr int kSecondLine = 6;
constexpr int kMoreLines = 26;  // for the third line and each further one
/// A line with less than this beside others looks lost.
constexpr int kShortLine = 10;
constexpr int kShortLineCost = 24;
/// A sentence should not start in the middle of a line.
constexpr int kSentenceInsideCost = 16;
constexpr int kTopHeavyCost = 2;
constexpr int kUnbalance = 8;  ///< divides the square of a line's distance from the mean, in columns

}  // namespace

std::optional<LineLayout> LineBreaker::lay_out(std::size_t from, std::size_t to) const {
  const int total = talk_.width(from, to);
  if (total <= columns_ || to == from + 1) return LineLayout{0, {from}};

  std::optional<LineLayout> best;
  const int fewest = (total + 1 + columns_) / (columns_ + 1);  // a break saves the space it replaces
  for (int lines = std::max(2, fewest); lines <= lines_; ++lines) {
    const int mean = total / lines;
    const std::size_t count = to - from;
    // cheapest[n][i]: the cost of setting pieces [from, from + i) on n lines; came_from tells where the last one
    // starts.
    constexpr int kNever = std::numeric_limits<int>::max() / 2;
    std::vector<std::vector<int>> cheapest(static_cast<std::size_t>(lines) + 1, std::vector<int>(count + 1, kNever));
    std::vector<std::vector<std::size_t>> came_from(cheapest.size(), std::vector<std::size_t>(count + 1, 0));
    std::vector<std::vector<int>> last_width(cheapest.size(), std::vector<int>(count + 1, 0));
    cheapest[0][0] = 0;
    for (std::size_t n = 1; n < cheapest.size(); ++n) {
      for (std::size_t end = n; end <= count; ++end) {
        int width = 0;
        int sentences_inside = 0;
        for (std::size_t begin = end; begin-- > n - 1;) {
          const TalkPiece& piece = talk_.pieces[from + begin];
          width += piece.width + (begin + 1 < end ? talk_.pieces[from + begin + 1].space_before : 0);
          if (width > columns_ && begin + 1 < end) break;
          if (begin + 1 < end && borders_[from + begin + 1].sentence) ++sentences_inside;
          if (cheapest[n - 1][begin] >= kNever) continue;
          int cost = cheapest[n - 1][begin] + (width - mean) * (width - mean) / kUnbalance +
                     kSentenceInsideCost * sentences_inside;
          if (begin > 0) cost += borders_[from + begin].line_cost;
          if (begin > 0 && last_width[n - 1][begin] > width + 2) cost += kTopHeavyCost;
          if (width < kShortLine) cost += kShortLineCost;
          if (cost < cheapest[n][end]) {
            cheapest[n][end] = cost;
            came_from[n][end] = begin;
            last_width[n][end] = width;
          }
        }
      }
    }
    if (cheapest.back()[count] >= kNever) continue;
    const int cost = cheapest.back()[count] + kSecondLine + kMoreLines * (lines - 2);
    if (best && best->cost <= cost) continue;
    best = LineLayout{cost, {}};
    std::size_t end = count;
    for (std::size_t n = cheapest.size() - 1; n > 0; --n) {
      end = came_from[n][end];
      best->starts.push_back(from + end);
    }
    std::reverse(best->starts.begin(), best->starts.end());
  }
  return best;
}

}  // namespace vina
