// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

namespace vina {

/// Reads a whole file of at most `most` bytes into a vector with room for `spare_bytes` more. Waits for nothing: a pipe
/// or a device is refused. Throws Error (kMedia), without the file's name, with the cure.
std::vector<std::byte> read_picture_file(const std::filesystem::path& path, std::size_t most, std::size_t spare_bytes);

}  // namespace vina
