// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "slides/lesson_painter.h"
#include "slides/logo.h"
#include "slides/shared_pictures.h"
#include "slides/slide_layout.h"
#include "slides/typesetter.h"

namespace vina {

/// All that painting needs, laid out. Constant after construction but for the typesetter and the shared pictures, which
/// guard themselves.
struct LessonPainter::Scene {
  Lesson lesson;
  SlideOptions options;
  FigureSource figures;
  mutable Typesetter typesetter;
  std::optional<Logo> logo;
  /// One slide, without pictures behind its texts and with them; where it is certain which it is, the other is missing.
  struct Layouts {
    std::optional<SlideLayout> type_only;
    std::optional<SlideLayout> with_picture;
  };
  std::vector<Layouts> layouts;  ///< [slide]
  std::vector<Warning> warnings;
  mutable SharedPictures empty_pictures;  ///< slides without their content

  const SlideLayout& layout(std::size_t slide) const;

  /// The item whose figure is behind a state, or nothing for the backdrop.
  std::optional<std::size_t> figure_of(std::size_t slide, std::size_t state) const;

  /// What is behind the texts in a state, under its scrim.
  Picture paint_background(std::size_t slide, std::size_t state) const;

  /// Draws a state within `clip` over its background.
  void paint_over(std::size_t slide, std::size_t state, const PixelRect& clip, Picture& canvas,
                  Layers layers = Layers::kAll) const;
};

}  // namespace vina
