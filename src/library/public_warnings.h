// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <vector>

#include "base/warning.h"
#include "vina/warning.h"

namespace vina {

std::vector<v1::Warning> to_public(const std::vector<Warning>& warnings);

}  // namespace vina
