// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "captions/line_breaker.h"

#include <algorithm>
#include <limits>

namespace vina {
namespace {

/// What a cue pays for its second line, and for each further one: short cues sit on one, most on two, long ones on
/// three.
constexpr int kSecondLine = 6;
constexpr int kMoreLines = 34;
/// Lines of like length: the square of a line's distance from the mean, in columns, divided by this.
constexpr int kUnbalance = 6;
/// A line of less than this part of the mean looks lost beside the others: 1 / kLostLine.
constexpr double kLostLine = 0.6;
constexpr int kLostLineCost = 70;
/// A sentence should not start in the middle of a line.
constexpr int kSentenceInsideCost = 16;
constexpr int kTopHeavyCost = 2;

constexpr int kNever = std::numeric_limits<int>::max() / 2;

/// Pieces [from, from + count) on exactly `lines` lines.
class LineTable {
 public:
  LineTable(std::size_t lines, std::size_t count) : count_{count}, cells_((lines + 1) * (count + 1)) {
    at(0, 0).cost = 0;
  }

  struct Cell {
    int cost = kNever;           ///< of setting the first `end` pieces on `lines` lines
    std::size_t line_start = 0;  ///< where the last of these lines starts
    int line_width = 0;          ///< and how wide it is
  };
  Cell& at(std::size_t lines, std::size_t end) { return cells_[lines * (count_ + 1) + end]; }

 private:
  std::size_t count_;
  std::vector<Cell> cells_;
};

}  // namespace

std::optional<LineLayout> LineBreaker::lay_out(std::size_t from, std::size_t to) const {
  const int total = talk_.width(from, to);
  if (total <= columns_ || to == from + 1) return LineLayout{0, {from}};
  const int fewest = (total + 1 + columns_) / (columns_ + 1);  // a break saves the space it replaces
  for (int lines = std::max(2, fewest); lines <= lines_; ++lines) {
    if (std::optional<LineLayout> layout = lay_out_on(lines, from, to)) return layout;
  }
  return std::nullopt;
}

std::optional<LineLayout> LineBreaker::lay_out_on(int lines, std::size_t from, std::size_t to) const {
  const int mean = (talk_.width(from, to) - (lines - 1)) / lines;
  const std::size_t count = to - from;
  const auto line_count = static_cast<std::size_t>(lines);
  LineTable table{line_count, count};
  for (std::size_t n = 1; n <= line_count; ++n) {
    for (std::size_t end = n; end <= count; ++end) {
      int width = 0;
      int sentences_inside = 0;
      LineTable::Cell& cell = table.at(n, end);
      for (std::size_t begin = end; begin-- > n - 1;) {
        const TalkPiece& piece = talk_.pieces[from + begin];
        width += piece.width + (begin + 1 < end ? talk_.pieces[from + begin + 1].space_before : 0);
        if (width > columns_ && begin + 1 < end) break;
        if (begin + 1 < end && borders_[from + begin + 1].sentence) ++sentences_inside;
        const LineTable::Cell& before = table.at(n - 1, begin);
        if (before.cost >= kNever) continue;
        int cost = before.cost + (width - mean) * (width - mean) / kUnbalance + kSentenceInsideCost * sentences_inside;
        if (begin > 0) cost += borders_[from + begin].line_cost;
        if (begin > 0 && before.line_width > width + 2) cost += kTopHeavyCost;
        if (width < kLostLine * mean) cost += kLostLineCost;
        if (cost < cell.cost) cell = {cost, begin, width};
      }
    }
  }
  if (table.at(line_count, count).cost >= kNever) return std::nullopt;
  LineLayout layout{table.at(line_count, count).cost + kSecondLine + kMoreLines * (lines - 2), {}};
  std::size_t end = count;
  for (std::size_t n = line_count; n > 0; --n) {
    end = table.at(n, end).line_start;
    layout.starts.push_back(from + end);
  }
  std::reverse(layout.starts.begin(), layout.starts.end());
  return layout;
}

}  // namespace vina
