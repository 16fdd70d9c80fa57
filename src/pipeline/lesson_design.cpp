// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/lesson_design.h"

#include "slides/theme_reader.h"

namespace vina {

SafeArea safe_area_of(const RenderOptions& options) {
  return options.safe_area == "social" ? SafeArea::kSocial : SafeArea::kPlayer;
}

LessonPainter design_lesson(const Lesson& lesson, const RenderOptions& options, const FigurePictures& figures) {
  return LessonPainter{lesson,
                       {.theme = load_theme(options.theme),
                        .logo = options.logo,
                        .safe_area = safe_area_of(options),
                        .transition = Frames{options.transition_frames}},
                       {.state = [&figures](std::size_t slide, std::size_t item) { return figures.state(slide, item); },
                        .load = [&figures](std::size_t slide, std::size_t item) { return figures.load(slide, item); }}};
}

}  // namespace vina
