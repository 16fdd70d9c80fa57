// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/file_digest.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wrap/crypto/hash.h"

namespace vina {

std::string sha256_of(const AtomicFile& file) {
  constexpr std::uint64_t kBlock = 1 << 16;
  crypto::Hash hash{crypto::HashAlgorithm::kSha256};
  std::vector<std::byte> block(kBlock);
  for (std::uint64_t at = 0; at < file.size(); at += kBlock) {
    const std::span<std::byte> part{block.data(), static_cast<std::size_t>(std::min(kBlock, file.size() - at))};
    file.read_at(at, part);
    hash.add(part);
  }
  return hash.finish();
}

}  // namespace vina
