// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/asset_store.h"

namespace vina {

/// What the store knows of an asset: the JSON file beside its content. docs/cache.md lists the members.
struct AssetRecord {
  AssetKey key;
  std::string request;      ///< JSON, canonical; its SHA-256 is the key
  std::string details;      ///< a JSON object, canonical
  std::string extension;    ///< of the content's file
  std::uint64_t bytes = 0;  ///< of the content
  std::string sha256;       ///< of the content
  std::string stored_at;    ///< as to_iso_time() writes it

  bool operator==(const AssetRecord&) const = default;
};

/// A record of an asset that is stored now. Throws Error (kInternal) for details that are no JSON object and for an
/// extension that is not one to eight lower-case letters and digits.
AssetRecord make_asset_record(const nlohmann::json& request, const Asset& asset);

/// The file's text. It holds a checksum of itself, since word times that are wrong are as bad as a sound that is.
std::string to_text(const AssetRecord& record);

/// Nothing for a text that is not a whole record: its own checksum, the key's and all members must be right.
std::optional<AssetRecord> read_asset_record(std::string_view text);

/// Whether `hex` is 64 digits and may be part of a path.
bool is_asset_key(std::string_view hex);

}  // namespace vina
