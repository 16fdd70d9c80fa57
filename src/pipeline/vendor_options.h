// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <optional>

#include "images/google/google_settings.h"
#include "publish/cloudinary_settings.h"
#include "speech/elevenlabs/elevenlabs_settings.h"

namespace vina {

/// How the vendors are reached, and what may be spent. A vendor without a key is not used.
struct VendorOptions {
  GoogleSettings google;
  ElevenLabsSettings elevenlabs;
  CloudinarySettings cloudinary;
  int images_in_flight = 3;  ///< requests to Google at the same time in the whole process, 1 to 64
  int speech_in_flight = 3;  ///< requests to ElevenLabs at the same time; their own limit lowers it
  /// Where paid assets and the ledger are kept; needed where a vendor is paid.
  std::filesystem::path cache;
  /// What one run may spend in US dollars; nothing: no limit.
  std::optional<double> budget_usd;
};

/// The cache folder. Throws Error (kInvalidOption) naming --cache where there is none.
const std::filesystem::path& cache_folder(const VendorOptions& options);

}  // namespace vina
