// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>

#include "wrap/cairo/surface.h"

namespace vina {

/// Reads a logo with its transparency: a PNG of at most 4096 pixels a side. Throws Error (kInvalidOption) naming the
/// file, what is wrong with it and the cure.
cairo::Surface read_logo(const std::filesystem::path& path);

}  // namespace vina
