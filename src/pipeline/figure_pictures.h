// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/picture.h"
#include "images/image_provider.h"
#include "lesson/lesson.h"
#include "pipeline/progress_meter.h"

namespace vina {

/// The picture files of a lesson's figures. Pictures are decoded when they are drawn and not kept, so a lesson with a
/// hundred figures takes no more memory than one with two.
class FigurePictures {
 public:
  struct Missing {
    std::string pointer;  ///< JSON Pointer of the figure
    std::string reason;   ///< what the provider says; empty where it simply has no picture
  };

  /// Asks the provider for every figure, for at most `at_once` at the same time. A figure that a vendor refuses or
  /// cannot deliver is missing; after a vendor has rejected the account, it is not asked again. Throws what else the
  /// provider throws, with the figure's JSON Pointer in front.
  FigurePictures(const Lesson& lesson, ImageProvider& images, std::size_t at_once, ProgressMeter& progress,
                 const std::stop_token& stop);

  /// The figures without a picture, in the order of the lesson.
  const std::vector<Missing>& missing() const { return missing_; }

  bool has(std::size_t slide, std::size_t item) const { return files_.at(slide).at(item).has_value(); }

  /// The picture of an item that has one, scaled to cover the canvas. Thread-safe.
  std::shared_ptr<const Picture> load(std::size_t slide, std::size_t item) const;

 private:
  std::vector<std::vector<std::optional<std::filesystem::path>>> files_;  ///< [slide][item]
  std::vector<Missing> missing_;
};

}  // namespace vina
