// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/vendors.h"

#include "base/error.h"
#include "images/google/google_images.h"

namespace vina {
namespace {

const std::filesystem::path& require_cache(const VendorOptions& options) {
  if (options.cache.empty()) {
    throw Error{ErrorKind::kInvalidOption, "there is no folder for paid pictures and voices; name one with --cache"};
  }
  return options.cache;
}

}  // namespace

Vendors::Vendors(const VendorOptions& options)
    : google{http, google_conduct(options.google, options.images_in_flight)},
      elevenlabs{http,
                 {.vendor = "ElevenLabs", .in_flight = options.speech_in_flight, .secrets = {options.elevenlabs.key}}},
      cloudinary{http, cloudinary_conduct(options.cloudinary)},
      store{require_cache(options)},
      ledger{options.cache / "ledger.jsonl"},
      budget{options.budget_usd},
      prices{PriceList::shipped()} {}

}  // namespace vina
