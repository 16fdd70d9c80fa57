// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/providers.h"

#include "images/folder_images.h"
#include "images/gradient_images.h"
#include "publish/folder_publisher.h"
#include "speech/espeak_speech.h"

namespace vina {

Providers make_providers(const RenderOptions& options) {
  const std::optional<std::filesystem::path> folder = images_folder(options);
  return {
      .images = folder ? make_folder_images(*folder) : make_gradient_images(),
      .speech = make_espeak_speech(),
      .publisher = make_folder_publisher(),
  };
}

}  // namespace vina
