// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <memory>

#include "images/image_provider.h"
#include "pipeline/render_options.h"
#include "pipeline/vendors.h"
#include "publish/publisher.h"
#include "speech/speech_provider.h"

namespace vina {

/// Who makes the pictures and the voice, and who takes the finished files. None of images, speech and
/// publisher is null.
struct Providers {
  std::shared_ptr<Vendors> vendors;  ///< what the providers call and keep things with; null where no vendor is used
  /// This render's own view of the ledger: what it was charged; null where nothing is bought.
  std::unique_ptr<SpendLedger> ledger;
  std::unique_ptr<ImageProvider> images;
  std::unique_ptr<SpeechProvider> speech;
  std::unique_ptr<Publisher> publisher;
  /// Speaks a lesson whose voice failed; null: the lesson fails.
  std::unique_ptr<SpeechProvider> speech_fallback;
  /// Figures that are asked for at the same time; 0: pictures are on this computer, and found out about before all
  /// else.
  std::size_t pictures_at_once = 0;
  std::size_t voices_at_once = 0;  ///< slides that are spoken at the same time; 0: as many as there are threads
};

/// The providers that the options ask for. Several renders of one process share `vendors`, so that its bounds on
/// requests and money hold for all of them together; null: this one has its own. Throws Error: kInvalidOption,
/// kStorage.
Providers make_providers(const RenderOptions& options, std::shared_ptr<Vendors> vendors = nullptr);

}  // namespace vina
