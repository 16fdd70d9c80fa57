// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace vina {

/// What was charged; the sum of two has no dollars where one has none.
struct Cost {
  double credits = 0;
  std::optional<double> usd = 0.0;  ///< nothing where no price is known

  Cost& operator+=(const Cost& other);
};

/// What became of one asset that a lesson needs from a vendor, and what it cost this run.
struct AssetBill {
  std::string place;   ///< JSON Pointer of the slide or figure
  std::string vendor;  ///< "google", "elevenlabs"
  std::string model;
  std::string key;      ///< of the asset, 64 hex digits
  std::string outcome;  ///< the ledger's ("answered", "without a picture", "lost", "found"), "stored" where this run
                        ///< bought nothing, "missing" where nothing came and nothing was charged
  Cost cost;            ///< what this run was charged, attempts in vain included
};

/// Of all of them together.
Cost total_cost(const std::vector<AssetBill>& bills);

}  // namespace vina
