// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <vector>

#include "base/warning.h"

namespace vina {

/// For people: warnings that say the same of several places as one, at the place of the first, whose `place` names up
/// to three ("/slides/0, /slides/2") or the first and how many more there are ("/slides/0 and 11 more"). What a program
/// reads has every one.
std::vector<Warning> gathered(const std::vector<Warning>& warnings);

}  // namespace vina
