// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <optional>

#include "pipeline/vendor_options.h"
#include "remote/http_client.h"
#include "remote/vendor_channel.h"
#include "remote/wait_news.h"
#include "storage/asset_store.h"
#include "storage/budget.h"
#include "storage/price_list.h"
#include "storage/spend_ledger.h"

namespace vina {

/// Where paid assets are kept, and the record of what was paid. Throws Error (kStorage) if the folder cannot be used.
struct PaidAssets {
  explicit PaidAssets(const std::filesystem::path& folder) : store{folder}, ledger{folder / "ledger.jsonl"} {}

  AssetStore store;
  SpendLedger ledger;
};

/// What everything that runs in a process shares when it calls vendors: connections, the bounds on requests in flight,
/// the store of paid assets, the ledger, the budget and the prices. One object a process; all members are thread-safe.
struct Vendors {
  /// `pays`: something will be bought, and needs a place. Throws Error: kInvalidOption without a cache folder, kStorage
  /// if it cannot be used.
  Vendors(const VendorOptions& options, bool pays);

  HttpClient http;
  WaitNews waits;  ///< what the three channels wait for
  VendorChannel google;
  VendorChannel elevenlabs;
  VendorChannel cloudinary;
  std::optional<PaidAssets> paid;  ///< nothing where nothing will be bought
  Budget budget;
  PriceList prices;
};

}  // namespace vina
