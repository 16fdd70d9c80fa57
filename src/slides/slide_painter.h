// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>

#include "base/picture.h"
#include "lesson/lesson.h"
#include "slides/logo.h"
#include "slides/slide_layout.h"
#include "slides/theme.h"
#include "slides/typesetter.h"

namespace vina {

/// What of a slide is drawn over its background. Slides share their fixtures (label, sign, logo and the bars of the
/// progress indicator), so a crossfade carries them over; the content (title, bullets, the progress in figures) does
/// not lie over any of them.
enum class Layers {
  kAll,
  kFixtures,
  kContent,
  kWithoutText,  ///< for tests, which measure what lies behind the texts
};

/// Everything about one state of a slide but its background.
struct SlideState {
  std::size_t slide = 0;
  SlideType type = SlideType::kUnspecified;
  std::size_t visible_bullets = 0;  ///< the last of them is the current one
};

/// Draws one state of a slide over its background, which `canvas` holds, within `clip`; nothing outside of it changes.
/// `logo` may be null. Thread-safe.
void paint_state(Typesetter& typesetter, const Theme& theme, const Logo* logo, const SlideLayout& layout,
                 const SlideState& state, const PixelRect& clip, Picture& canvas, Layers layers = Layers::kAll);

/// Draws the panel behind the lesson's title: part of a background with a picture.
void paint_label_panel(const Theme& theme, const SlideLayout& layout, double opacity, Picture& canvas);

}  // namespace vina
