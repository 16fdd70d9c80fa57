// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

#include "images/google/image_prompt.h"
#include "lesson/lesson.h"
#include "pipeline/figure_pictures.h"
#include "pipeline/render_options.h"
#include "slides/lesson_painter.h"

namespace vina {

SafeArea safe_area_of(const RenderOptions& options);

/// What the slides say of the viewer below the lesson's title, in the viewer's own words, which need no grammar of a
/// language: "Clinical Researcher · pharmaceuticals · senior". Empty without a profession.
std::string viewer_label(const ViewerContext& viewer);

/// Lays out all slides with the theme, logo and safe area of the options. `figures` must outlive the painter.
/// Throws Error: kInvalidOption for a theme or logo that cannot be used, kInvalidLesson for texts that do not fit.
LessonPainter design_lesson(const Lesson& lesson, const RenderOptions& options, const FigurePictures& figures);

}  // namespace vina
