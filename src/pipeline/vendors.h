// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include "pipeline/vendor_options.h"
#include "remote/http_client.h"
#include "remote/vendor_channel.h"
#include "storage/asset_store.h"
#include "storage/budget.h"
#include "storage/price_list.h"
#include "storage/spend_ledger.h"

namespace vina {

/// What everything that runs in a process shares when it calls vendors: connections, the bounds on requests in flight,
/// the store of paid assets, the ledger, the budget and the prices. One object a process; all members are thread-safe.
struct Vendors {
  /// Throws Error: kInvalidOption without a cache folder, kStorage if it cannot be used.
  explicit Vendors(const VendorOptions& options);

  HttpClient http;
  VendorChannel google;
  VendorChannel elevenlabs;
  VendorChannel cloudinary;
  AssetStore store;
  SpendLedger ledger;
  Budget budget;
  PriceList prices;
};

}  // namespace vina
