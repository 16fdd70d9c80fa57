// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/error.h"

namespace vina {

/// Names an asset by everything that shaped it: 64 hex digits, the SHA-256 of `request` in canonical form (keys sorted,
/// no white space). `request` holds vendor, model, all parameters and the text, and no secret.
struct AssetKey {
  std::string hex;
  bool operator==(const AssetKey&) const = default;
};
/// Throws Error (kInvalidOption) for a text in `request` that is not UTF-8.
AssetKey asset_key(const nlohmann::json& request);

/// What a vendor was paid for.
struct Asset {
  std::string content;    ///< the picture or sound, as it arrived
  std::string extension;  ///< of its file, from its content: "png", "jpg", "webp", "mp3"
  std::string details;    ///< a JSON object kept with it (alignment, billed characters, model version); "{}" if none
};

/// An asset in the store.
struct StoredAsset {
  std::filesystem::path file;  ///< of the content
  std::string details;         ///< JSON
  bool was_there = false;      ///< nothing was paid for it now
};

/// An error that ended a call of several requests, of which an earlier one may have been charged: its answer was lost.
class ErrorAfterCharge : public Error {
 public:
  explicit ErrorAfterCharge(const Error& error) : Error{error} {}
};

struct AssetEntry {
  AssetKey key;
  std::filesystem::path file;
  std::string request;      ///< JSON
  std::string stored_at;    ///< ISO 8601, UTC
  std::uint64_t bytes = 0;  ///< of the content
};

/// Paid assets in a folder, shared by any number of processes. Each is KEY.EXT (the content) and KEY.json (request,
/// details, size and SHA-256 of the content), below two-digit folders. The content is on the disk (fsync, rename)
/// after its JSON is, so that the asset is there as soon as its content is: a process killed at any moment leaves an
/// asset or none.
/// docs/cache.md has the whole layout. Throws Error (kStorage), naming path and cure. Thread-safe.
class AssetStore {
 public:
  /// Creates the folder where it is missing, readable by its owner alone.
  explicit AssetStore(std::filesystem::path folder);

  /// The asset, if it is there and its checksum holds. A damaged one is moved aside (to "damaged/") and not there.
  std::optional<StoredAsset> find(const AssetKey& key) const;

  /// Somebody began to ask for this asset and stored no answer, though the vendor may have charged for
  /// one: a process was killed or stopped, the answer was lost or of no use, or the disk was full. Calls that ended in
  /// kProviderRefused, kProviderRejected, kNotInPlan, kRateLimited, kBudgetReached, kInvalidOption or kInvalidLesson do
  /// not count, unless it was thrown as ErrorAfterCharge.
  struct OpenAttempt {
    std::chrono::system_clock::time_point began;  ///< of several, the first
    /// When the last one began, where it ended without a word, as by a kill: nobody may have written down its charge.
    std::optional<std::chrono::system_clock::time_point> cut_off;
  };
  using EarlierAttempt = std::optional<OpenAttempt>;

  /// Writes down what an asset has cost, once it is on the disk: what was paid is kept whatever becomes of the ledger.
  /// Where a kill or an error kept it from returning, the next caller's is called with that attempt (cut_off is set),
  /// which need not be in the ledger; else `cut_off` is nothing.
  using Account = std::function<void(const StoredAsset&, const EarlierAttempt& cut_off)>;

  /// The asset, made by `make` if it is not there, stored the moment it returns, and accounted for. Of all callers in
  /// all processes that ask for one key at the same time, one makes it; the others wait, and take what is there then,
  /// or make it if that one failed. Throws what `make` and `account` throw, and Error kCancelled within 100 ms of a
  /// stop request while it waits; to heed the token in `make` is the caller's business. Neither may ask for the same
  /// key again.
  StoredAsset get_or_make(const nlohmann::json& request, const std::function<Asset(EarlierAttempt)>& make,
                          const std::stop_token& stop, const Account& account = {});

  /// All assets, oldest first.
  std::vector<AssetEntry> list() const;
  /// Whether it was there.
  bool remove(const AssetKey& key);
  /// Checks every asset, but those being made just now, and moves the damaged ones aside; their keys. Also clears away
  /// what killed processes left.
  std::vector<AssetKey> verify();

  const std::filesystem::path& folder() const;

 private:
  std::filesystem::path folder_;
};

/// Where assets go unless told otherwise: $XDG_CACHE_HOME/vina, else $HOME/.cache/vina. Throws Error (kInvalidOption)
/// naming --cache where neither is set. The arguments are the variables' values, null where they are not set.
std::filesystem::path default_cache_folder(const char* xdg_cache_home, const char* home);

}  // namespace vina
