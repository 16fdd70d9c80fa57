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
  /// Asks the provider for every figure. Throws what the provider throws, with the figure's JSON Pointer in front.
  FigurePictures(const Lesson& lesson, ImageProvider& images, ProgressMeter& progress, const std::stop_token& stop);

  /// The JSON Pointers of the figures that the provider has no picture for.
  const std::vector<std::string>& missing() const { return missing_; }

  bool has(std::size_t slide, std::size_t item) const { return files_.at(slide).at(item).has_value(); }

  /// The picture of an item that has one, scaled to cover the canvas. Thread-safe.
  std::shared_ptr<const Picture> load(std::size_t slide, std::size_t item) const;

 private:
  std::vector<std::vector<std::optional<std::filesystem::path>>> files_;  ///< [slide][item]
  std::vector<std::string> missing_;
};

}  // namespace vina
