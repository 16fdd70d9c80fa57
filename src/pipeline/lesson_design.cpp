// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/lesson_design.h"

#include "slides/theme_reader.h"

namespace vina {

SafeArea safe_area_of(const RenderOptions& options) {
  return options.safe_area == "social" ? SafeArea::kSocial : SafeArea::kPlayer;
}

std::string viewer_label(const ViewerContext& viewer) {
  std::string label = viewer.profession;
  if (label.empty()) return label;
  for (const std::string& more : {viewer.industry, viewer.experience}) {
    if (!more.empty()) label += " \u00B7 " + more;
  }
  return label;
}

LessonPainter design_lesson(const Lesson& lesson, const RenderOptions& options, const FigurePictures& figures) {
  return LessonPainter{lesson,
                       {.theme = load_theme(options.theme),
                        .logo = options.logo,
                        .safe_area = safe_area_of(options),
                        .viewer = viewer_label(options.vendors.google.viewer),
                        .transition = Frames{options.transition_frames}},
                       {.state = [&figures](std::size_t slide, std::size_t item) { return figures.state(slide, item); },
                        .load = [&figures](std::size_t slide, std::size_t item) { return figures.load(slide, item); }}};
}

}  // namespace vina
