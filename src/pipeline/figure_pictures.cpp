// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/figure_pictures.h"

#include "base/cancellation.h"
#include "base/error.h"
#include "images/picture_loader.h"

namespace vina {
namespace {

std::size_t count_items(const Lesson& lesson) {
  std::size_t items = 0;
  for (const Slide& slide : lesson.slides) items += slide.items.size();
  return items;
}

}  // namespace

FigurePictures::FigurePictures(const Lesson& lesson, ImageProvider& images, ProgressMeter& progress,
                               const std::stop_token& stop) {
  progress.begin(Step::kImages, count_items(lesson));
  for (std::size_t i = 0; i < lesson.slides.size(); ++i) {
    files_.emplace_back();
    for (std::size_t k = 0; k < lesson.slides[i].items.size(); ++k) {
      throw_if_stopped(stop);
      const std::optional<Figure>& figure = lesson.slides[i].items[k].figure;
      try {
        files_.back().push_back(figure ? images.picture(*figure, stop) : std::nullopt);
        if (figure && !files_.back().back()) missing_.push_back(pointer_to_item(lesson, i, k) + "/figure");
      } catch (const Error& error) {
        throw error.with_context(pointer_to_item(lesson, i, k) + "/figure");
      }
      progress.advance("");
    }
  }
}

std::shared_ptr<const Picture> FigurePictures::load(std::size_t slide, std::size_t item) const {
  return std::make_shared<const Picture>(load_cover(files_.at(slide).at(item).value(), kCanvas));
}

}  // namespace vina
