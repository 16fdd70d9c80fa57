// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <optional>
#include <string>

#include "vina/api.h"

namespace vina::VINA_V1 {

/// What became of one picture or one slide's voice that a lesson needs from a vendor, and what this render was charged
/// for it, attempts in vain included.
struct Cost {
  std::string place;          ///< JSON Pointer of the figure or slide
  std::string vendor;         ///< "google", "elevenlabs"
  std::string model;          ///< as the vendor calls it
  std::string outcome;        ///< "answered", "stored" (bought before), "missing", ...: docs/report.md names them all
  double credits = 0;         ///< of ElevenLabs
  std::optional<double> usd;  ///< nothing where no price is known
};

}  // namespace vina::VINA_V1
