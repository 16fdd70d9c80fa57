// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <memory>

#include "images/image_provider.h"
#include "pipeline/render_options.h"
#include "publish/publisher.h"
#include "speech/speech_provider.h"

namespace vina {

/// Who makes the pictures and the voice, and who takes the finished files. None is null.
struct Providers {
  std::unique_ptr<ImageProvider> images;
  std::unique_ptr<SpeechProvider> speech;
  std::unique_ptr<Publisher> publisher;
};

/// The providers that the options ask for.
Providers make_providers(const RenderOptions& options);

}  // namespace vina
