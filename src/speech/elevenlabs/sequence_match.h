// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vina {

/// Two elements that are the same.
struct Match {
  std::size_t left = 0;
  std::size_t right = 0;
  bool operator==(const Match&) const = default;
};

/// A longest common subsequence of two sequences, as pairs of indices that rise on both sides (E. W. Myers, "An O(ND)
/// Difference Algorithm and Its Variations", 1986). Sequences that differ in more than `most_edits` places get only the
/// pairs of their common start and end: time and memory stay below most_edits squared. Pure.
std::vector<Match> match_sequences(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right,
                                   std::size_t most_edits = 1'500);

}  // namespace vina
