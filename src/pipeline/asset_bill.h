// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <optional>
#include <string>

namespace vina {

/// What became of one asset that a lesson needs from a vendor, and what it cost this run.
struct AssetBill {
  std::string place;   ///< JSON Pointer of the slide or figure
  std::string vendor;  ///< "google", "elevenlabs"
  std::string model;
  std::string key;      ///< of the asset, 64 hex digits
  std::string outcome;  ///< the ledger's ("answered", "without a picture", "lost", "found"), "stored" where this run
                        ///< bought nothing, "missing" where nothing came and nothing was charged
  double credits = 0;   ///< that this run was charged, attempts in vain included
  std::optional<double> usd;  ///< the same; nothing where no price is known
};

}  // namespace vina
