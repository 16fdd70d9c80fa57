// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <bitset>
#include <memory>
#include <vector>

#include "base/picture.h"
#include "slides/colour.h"
#include "slides/slide_layout.h"
#include "slides/theme.h"

namespace vina {

/// The colours that occur in some parts of a picture, to 5 bits a part.
class ColourSurvey {
 public:
  void add(const Picture& picture, const PixelRect& rect);
  /// The least contrast of `text` on any of the colours, once `scrim` was mixed in with `scrim_opacity` and after it
  /// `card` with `card_opacity`. Errs on the safe side by less than one step of 5 bits.
  double least_contrast(Colour text, Colour scrim, double scrim_opacity, Colour card, double card_opacity) const;

 private:
  std::bitset<std::size_t{1} << 15U> seen_;
};

/// How strongly the scrim covers each row of the canvas, in 1/4096: kCanvas.height numbers.
///
/// Note [Contrast is measured]
/// Over a photograph no fixed scrim is right: too much for a dark picture, too little for a white one. So the colours
/// below each text are collected, and the scrim behind it is made as strong as the worst of them needs for the theme's
/// contrast, for each colour the text will have, with and without its card. The strength changes smoothly from row to
/// row and never decreases downwards from the texts, so it looks like light falling off, not like boxes.
std::vector<int> plan_scrim(const Picture& background, bool is_picture, const SlideLayout& layout, const Theme& theme);

/// How much a picture is blurred in each row, in 1/4096: not at all in its free upper part, more and more towards the
/// texts. Where the texts leave hardly any free part, less, so that the picture can still be made out.
std::vector<int> plan_soft_focus(const SlideLayout& layout, const Theme& theme);

/// The opacity of the label's panel that gives the label its contrast on a picture.
double panel_opacity(const Picture& background, const SlideLayout& layout, const Theme& theme);

}  // namespace vina
