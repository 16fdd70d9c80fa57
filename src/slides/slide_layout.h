// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/pixels.h"
#include "lesson/lesson.h"
#include "slides/theme.h"
#include "slides/typesetter.h"

namespace vina {

/// A set text and where its top left corner lies on the canvas.
struct PlacedText {
  TextBlock block;
  int left = 0;
  int top = 0;

  PixelRect ink() const { return {left + block.ink.left, top + block.ink.top, block.ink.width, block.ink.height}; }
};

struct PlacedBullet {
  PlacedText text;
  PixelRect card;    ///< all that belongs to the bullet, and nothing else, is painted inside
  PixelRect marker;  ///< beside the middle of the first line
};

/// Where everything of one slide lies. It is the same for all states of the slide.
struct SlideLayout {
  PixelRect safe_area;
  bool right_to_left = false;
  PixelRect icon;
  PixelRect label_panel;  ///< around the icon and the labels; painted on pictures only
  PlacedText label;
  std::optional<PlacedText> viewer;  ///< below the label
  PlacedText title;
  std::vector<PlacedBullet> bullets;
  PixelRect logo_box;               ///< the logo is fitted into it, at its bottom left
  std::vector<PixelRect> segments;  ///< of the progress bar, one a slide
  PlacedText progress;

  /// The lesson's title, and for whom it is.
  PixelRect label_area() const;

  /// The title and all bullets.
  PixelRect text_area() const;
};

/// Where the texts of a slide go.
enum class Composition {
  kTypeOnly,     ///< no picture: the texts stand a little above the middle
  kWithPicture,  ///< the texts stand low, so that the upper part of the picture stays free
};

struct LayoutRequest {
  const Lesson* lesson = nullptr;
  std::size_t slide = 0;
  Composition composition = Composition::kTypeOnly;
  SafeArea safe_area = SafeArea::kPlayer;
  std::string viewer{};  ///< for whom the lesson is, below its title; empty: nothing is said
};

/// The layout of one slide, or the faults that make it impossible.
struct LayoutResult {
  std::optional<SlideLayout> layout;
  std::vector<std::string> faults;  ///< one line each, beginning with a JSON Pointer; empty if there is a layout
};

/// Lays out one slide. Texts start at the theme's largest sizes; they shrink in small steps before a word is broken
/// and before they leave the room they have, down to the theme's smallest sizes. The bullets share one size.
LayoutResult lay_out_slide(Typesetter& typesetter, const Theme& theme, const LayoutRequest& request);

}  // namespace vina
