// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace vina {

/// Far more than a report or captions need: 16 MB.
inline constexpr std::uintmax_t kMostSmallFileBytes = std::uintmax_t{16} << 20U;

/// The bytes of a regular file of at most kMostSmallFileBytes. Empty for one that cannot be read or is larger, and for
/// devices and pipes, which may never end and are not opened.
std::string read_small_file(const std::filesystem::path& file);

}  // namespace vina
