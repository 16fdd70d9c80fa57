// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "images/google/google_settings.h"
#include "images/image_provider.h"
#include "remote/vendor_channel.h"
#include "storage/asset_store.h"
#include "storage/budget.h"
#include "storage/price_list.h"
#include "storage/spend_ledger.h"

namespace vina {

/// How Google is treated: its SDK's waits, 4 attempts, the key hidden. `in_flight` is VIDEO_PARALLEL_IMAGES.
VendorConduct google_conduct(const GoogleSettings& settings, int in_flight = 3);

/// Pictures made by Google, each paid for once: a figure gets the picture of its whole prompt (image_prompt.h) from the
/// store, or it is asked for, checked to be decodable, and stored the moment it is there. Each call that may be charged
/// is reserved in the budget before and written to the ledger after; at most one repeat of a picture may be charged
/// again. A picture that Google would not or could not make is not asked for again by this provider. A figure without a
/// prompt has no picture.
///
/// picture() throws Error: kProviderRefused for a prompt or picture Google withholds, kProviderRejected for key,
/// billing and model, kRateLimited, kProviderUnavailable, kBudgetReached, kStorage, kCancelled. This function throws
/// Error (kInvalidOption) for settings that cannot work and a missing key. What is passed by reference outlives the
/// provider.
std::unique_ptr<ImageProvider> make_google_images(GoogleSettings settings, VendorChannel& channel, AssetStore& store,
                                                  SpendLedger& ledger, Budget& budget, const PriceList& prices);

/// What would be asked for a figure.
struct PlannedPicture {
  AssetKey key;  ///< the same for figures that share a picture
  std::string prompt;
  std::optional<double> usd;  ///< of one answer; nothing where no price is known
  bool is_there = false;      ///< it is in the store, so nothing will be asked
};

/// Says so without any network; nothing for a figure without a prompt. Throws Error (kInvalidOption, kStorage).
std::optional<PlannedPicture> plan_picture(const Figure& figure, const GoogleSettings& settings,
                                           const AssetStore& store, const PriceList& prices);

}  // namespace vina
