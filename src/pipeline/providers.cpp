// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/providers.h"

#include <utility>

#include "images/folder_images.h"
#include "images/google/google_images.h"
#include "images/gradient_images.h"
#include "publish/cloudinary_publisher.h"
#include "publish/folder_publisher.h"
#include "speech/elevenlabs/elevenlabs_speech.h"
#include "speech/espeak_speech.h"

namespace vina {
namespace {

std::unique_ptr<ImageProvider> make_images(const RenderOptions& options, const std::shared_ptr<Vendors>& vendors,
                                           SpendLedger* ledger) {
  if (const std::optional<std::filesystem::path> folder = images_folder(options)) return make_folder_images(*folder);
  if (!uses_google(options)) return make_gradient_images();
  return make_google_images(options.vendors.google, vendors->google, vendors->paid->store, *ledger, vendors->budget,
                            vendors->prices);
}

std::unique_ptr<SpeechProvider> make_speech(const RenderOptions& options, const std::shared_ptr<Vendors>& vendors,
                                            SpendLedger* ledger) {
  if (!uses_elevenlabs(options)) return make_espeak_speech();
  return make_elevenlabs_speech(options.vendors.elevenlabs, vendors->elevenlabs, vendors->paid->store, *ledger,
                                vendors->budget, vendors->prices);
}

std::unique_ptr<Publisher> make_publisher(const RenderOptions& options, const std::shared_ptr<Vendors>& vendors) {
  if (!uses_cloudinary(options)) return make_folder_publisher();
  const std::string stem = options.public_id.empty() ? options.output.stem().string() : options.public_id;
  return make_cloudinary_publisher(options.vendors.cloudinary, vendors->cloudinary, stem);
}

}  // namespace

Providers make_providers(const RenderOptions& options, std::shared_ptr<Vendors> vendors) {
  const bool pays = uses_google(options) || uses_elevenlabs(options);
  if (!vendors && (pays || uses_cloudinary(options))) vendors = std::make_shared<Vendors>(options.vendors, pays);
  auto ledger = pays ? std::make_unique<SpendLedger>(vendors->paid->ledger) : nullptr;
  Providers providers{.images = make_images(options, vendors, ledger.get()),
                      .speech = make_speech(options, vendors, ledger.get()),
                      .publisher = make_publisher(options, vendors)};
  if (uses_elevenlabs(options) && options.voice_fallback == "espeak") providers.speech_fallback = make_espeak_speech();
  if (uses_google(options)) providers.pictures_at_once = static_cast<std::size_t>(options.vendors.images_in_flight);
  if (uses_elevenlabs(options)) providers.voices_at_once = static_cast<std::size_t>(options.vendors.speech_in_flight);
  providers.ledger = std::move(ledger);
  providers.vendors = std::move(vendors);
  return providers;
}

}  // namespace vina
