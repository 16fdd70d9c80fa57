// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>

#include "lesson/lesson.h"

namespace vina {

/// Finds or makes the picture of a figure.
class ImageProvider {
 public:
  virtual ~ImageProvider() = default;

  /// The figure's picture file, checked to be decodable, or nothing when this provider has no picture for it. The file
  /// stays as long as the provider. Throws Error: kMedia for a picture that cannot be used, kInvalidLesson for an id
  /// that cannot name a picture, kCancelled soon after `stop` is requested; of a vendor also kProviderRefused,
  /// kProviderRejected, kRateLimited, kProviderUnavailable, kBudgetReached, kStorage. Callable from several threads.
  virtual std::optional<std::filesystem::path> picture(const Figure& figure, std::stop_token stop) = 0;
};

}  // namespace vina
