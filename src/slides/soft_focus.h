// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <span>

#include "base/picture.h"

namespace vina {

/// Blurs a kCanvas picture, row by row as strongly as `weights` says (1/4096: 0 leaves a row sharp, 4096 gives only its
/// soft colours). Behind texts this keeps a picture's light and takes away the detail that competes with letters.
void soften(Picture& picture, std::span<const int> weights);

}  // namespace vina
