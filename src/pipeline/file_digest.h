// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/atomic_file.h"

namespace vina {

/// The SHA-256 of what has been written to a file, as 64 hex digits. Throws Error (kStorage).
std::string sha256_of(const AtomicFile& file);

/// The SHA-256 of a finished file, as 64 hex digits; nothing where it cannot be read to its end.
std::optional<std::string> sha256_of_file(const std::filesystem::path& path);

}  // namespace vina
