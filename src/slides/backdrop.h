// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include "base/picture.h"
#include "lesson/lesson.h"
#include "slides/theme.h"

namespace vina {

/// What is behind the texts where there is no picture: the theme's gradient with a soft light in it and leaf shapes
/// whose place follows the slide's type. kCanvas pixels, dithered (Note [Dither]). Thread-safe.
Picture paint_backdrop(const Theme& theme, SlideType type);

}  // namespace vina
