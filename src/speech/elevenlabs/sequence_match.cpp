// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/sequence_match.h"

#include <algorithm>
#include <utility>

namespace vina {
namespace {

using Sequence = std::span<const std::uint32_t>;
using Index = std::ptrdiff_t;

/// Myers' greedy search for the shortest edit script. A diagonal is the number of elements taken from the left minus
/// those taken from the right; a path on it is known by how far it got on the left.
class EditSearch {
 public:
  EditSearch(Sequence left, Sequence right)
      : left_{left}, right_{right}, n_{static_cast<Index>(left.size())}, m_{static_cast<Index>(right.size())} {}

  /// Nothing found within `most_edits` is no match at all.
  std::vector<Match> run(Index most_edits) {
    std::vector<Index> reach{0};  // of diagonals -edits, -edits + 2, ..., edits
    for (Index edits = 0; edits <= std::min(most_edits, n_ + m_); ++edits) {
      std::vector<Index> further(static_cast<std::size_t>(edits + 1));
      for (Index diagonal = -edits; diagonal <= edits; diagonal += 2) {
        const Index got = slide(edits == 0 ? 0 : step(reach, edits, diagonal).left, diagonal);
        further[place(edits, diagonal)] = got;
        if (got >= n_ && got - diagonal >= m_) {
          reached_.push_back(std::move(further));
          return trace(edits);
        }
      }
      reached_.push_back(further);
      reach = std::move(further);
    }
    return {};
  }

 private:
  struct Step {
    Index left = 0;           ///< after the edit, before the matches that follow it
    Index from_diagonal = 0;  ///< the path that was extended
  };

  static std::size_t place(Index edits, Index diagonal) { return static_cast<std::size_t>((diagonal + edits) / 2); }

  /// The best way onto `diagonal` with `edits` edits, from paths with one fewer.
  static Step step(const std::vector<Index>& reach, Index edits, Index diagonal) {
    const auto of = [&](Index from) { return reach[place(edits - 1, from)]; };
    const bool down = diagonal == -edits || (diagonal != edits && of(diagonal - 1) < of(diagonal + 1));
    if (down) return {of(diagonal + 1), diagonal + 1};
    return {of(diagonal - 1) + 1, diagonal - 1};
  }

  bool same(Index left, Index right) const {
    return left >= 0 && right >= 0 && left < n_ && right < m_ &&
           left_[static_cast<std::size_t>(left)] == right_[static_cast<std::size_t>(right)];
  }

  Index slide(Index left, Index diagonal) const {
    while (same(left, left - diagonal)) ++left;
    return left;
  }

  std::vector<Match> trace(Index edits) const {
    std::vector<Match> matches;
    Index diagonal = n_ - m_;
    Index left = n_;
    for (; edits >= 0; --edits) {
      const Step back = edits == 0 ? Step{} : step(reached_[static_cast<std::size_t>(edits - 1)], edits, diagonal);
      for (; left > back.left; --left) {
        matches.push_back({static_cast<std::size_t>(left - 1), static_cast<std::size_t>(left - 1 - diagonal)});
      }
      if (edits == 0) break;
      left = reached_[static_cast<std::size_t>(edits - 1)][place(edits - 1, back.from_diagonal)];
      diagonal = back.from_diagonal;
    }
    std::reverse(matches.begin(), matches.end());
    return matches;
  }

  Sequence left_;
  Sequence right_;
  Index n_;
  Index m_;
  std::vector<std::vector<Index>> reached_;  ///< by number of edits
};

}  // namespace

std::vector<Match> match_sequences(Sequence left, Sequence right, std::size_t most_edits) {
  std::vector<Match> matches;
  const auto start = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
  const auto head = static_cast<std::size_t>(start.first - left.begin());
  for (std::size_t index = 0; index < head; ++index) matches.push_back({index, index});
  left = left.subspan(head);
  right = right.subspan(head);
  const auto end = std::mismatch(left.rbegin(), left.rend(), right.rbegin(), right.rend());
  const auto tail = static_cast<std::size_t>(end.first - left.rbegin());

  EditSearch search{left.first(left.size() - tail), right.first(right.size() - tail)};
  for (const Match& match : search.run(static_cast<Index>(most_edits))) {
    matches.push_back({match.left + head, match.right + head});
  }
  for (std::size_t index = 0; index < tail; ++index) {
    matches.push_back({head + left.size() - tail + index, head + right.size() - tail + index});
  }
  return matches;
}

}  // namespace vina
