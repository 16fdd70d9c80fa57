// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "base/small_file.h"

#include <cstddef>
#include <fstream>
#include <system_error>

namespace vina {

std::string read_small_file(const std::filesystem::path& file) {
  std::error_code fault;
  if (!std::filesystem::is_regular_file(file, fault)) return {};
  const std::uintmax_t size = std::filesystem::file_size(file, fault);
  if (fault || size > kMostSmallFileBytes) return {};
  std::ifstream in{file, std::ios::binary};
  std::string bytes(static_cast<std::size_t>(size), '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(size));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes;
}

}  // namespace vina
