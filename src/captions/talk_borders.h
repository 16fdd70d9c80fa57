// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <vector>

#include "captions/talk_pieces.h"

namespace vina {

/// How well a talk may be cut between two of its pieces. Costs have no unit; 0 is a perfect place.
struct TalkBorder {
  int cue_cost = 0;   ///< of one cue ending and the next one starting here
  int line_cost = 0;  ///< of a line ending here inside a cue
  bool sentence = false;
};

/// One border before each piece of the talk and one after the last: the first and the last are perfect. They follow
/// Netflix, BBC and DCMP: cut after sentences, then after clauses, then before conjunctions and prepositions; keep
/// article and noun, adjective and noun, auxiliary and verb, pronoun and verb, preposition and phrase, number and unit,
/// first and last name together.
std::vector<TalkBorder> judge_borders(const Talk& talk);

}  // namespace vina
