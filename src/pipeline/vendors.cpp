// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/vendors.h"

#include "base/error.h"
#include "images/google/google_images.h"
#include "speech/elevenlabs/elevenlabs_speech.h"

namespace vina {
namespace {

VendorConduct heard_by(WaitNews& news, VendorConduct conduct) {
  conduct.news = &news;
  return conduct;
}

}  // namespace

const std::filesystem::path& cache_folder(const VendorOptions& options) {
  if (options.cache.empty()) {
    throw Error{ErrorKind::kInvalidOption, "there is no folder for paid pictures and voices; name one with --cache"};
  }
  return options.cache;
}

Vendors::Vendors(const VendorOptions& options, bool pays)
    : google{http, heard_by(waits, google_conduct(options.google, options.images_in_flight))},
      elevenlabs{http, heard_by(waits, elevenlabs_conduct(options.elevenlabs, options.speech_in_flight))},
      cloudinary{http, heard_by(waits, cloudinary_conduct(options.cloudinary))},
      budget{options.budget_usd},
      prices{PriceList::shipped()} {
  if (pays) paid.emplace(cache_folder(options));
}

}  // namespace vina
