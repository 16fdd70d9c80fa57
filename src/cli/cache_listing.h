// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "storage/asset_store.h"

namespace vina {

/// What `vina cache` answers, as text for people and as one JSON object; docs/cli.md lists the members.
struct CacheListing {
  std::filesystem::path folder;
  std::vector<AssetEntry> assets;
};
std::string to_table(const CacheListing& listing);
std::string to_json(const CacheListing& listing);

struct CacheRemoval {
  std::vector<AssetKey> removed;
  std::uint64_t bytes = 0;
};
std::string to_text(const CacheRemoval& removal);
std::string to_json(const CacheRemoval& removal);

struct CacheExamination {
  std::filesystem::path folder;
  std::size_t whole = 0;
  std::vector<AssetKey> damaged;
};
std::string to_text(const CacheExamination& examination);
std::string to_json(const CacheExamination& examination);

/// As many digits of a key as are shown, and are enough to name an asset.
inline constexpr std::size_t kShownKeyDigits = 12;

}  // namespace vina
