// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <memory>

#include "images/image_provider.h"

namespace vina {

/// Pictures from a folder: the figure `fig-1-2` is shown as the first of fig-1-2.png, .jpg, .jpeg and .webp there is
/// (also with the ending in capitals). The ending need not agree with the content. A figure without a file has no
/// picture. Throws Error (kInvalidOption) if `folder` is not a folder that can be read.
std::unique_ptr<ImageProvider> make_folder_images(std::filesystem::path folder);

}  // namespace vina
