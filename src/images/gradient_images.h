// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <memory>

#include "images/image_provider.h"

namespace vina {

/// Never has a picture, so every slide keeps the theme's gradient.
std::unique_ptr<ImageProvider> make_gradient_images();

}  // namespace vina
