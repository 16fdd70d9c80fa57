// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

#include "base/atomic_file.h"

namespace vina {

/// The SHA-256 of what has been written to a file, as 64 hex digits. Throws Error (kStorage).
std::string sha256_of(const AtomicFile& file);

}  // namespace vina
