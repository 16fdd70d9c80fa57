// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/gradient_images.h"

namespace vina {
namespace {

class GradientImages final : public ImageProvider {
 public:
  std::optional<std::filesystem::path> picture(const Figure& /*figure*/, std::stop_token /*stop*/) override {
    return std::nullopt;
  }
};

}  // namespace

std::unique_ptr<ImageProvider> make_gradient_images() {
  return std::make_unique<GradientImages>();
}

}  // namespace vina
