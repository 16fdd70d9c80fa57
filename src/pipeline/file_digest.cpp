// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/file_digest.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <span>
#include <string_view>
#include <vector>

#include "wrap/crypto/hash.h"

namespace vina {
namespace {

constexpr std::uint64_t kBlock = 1 << 16;

}  // namespace

std::string sha256_of(const AtomicFile& file) {
  crypto::Hash hash{crypto::HashAlgorithm::kSha256};
  std::vector<std::byte> block(kBlock);
  for (std::uint64_t at = 0; at < file.size(); at += kBlock) {
    const std::span<std::byte> part{block.data(), static_cast<std::size_t>(std::min(kBlock, file.size() - at))};
    file.read_at(at, part);
    hash.add(part);
  }
  return hash.finish();
}

std::optional<std::string> sha256_of_file(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  crypto::Hash hash{crypto::HashAlgorithm::kSha256};
  std::string block(kBlock, '\0');
  while (file.read(block.data(), static_cast<std::streamsize>(block.size())) || file.gcount() > 0) {
    hash.add(std::string_view{block.data(), static_cast<std::size_t>(file.gcount())});
  }
  if (file.bad() || !file.eof()) return std::nullopt;
  return hash.finish();
}

}  // namespace vina
