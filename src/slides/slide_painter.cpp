// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/slide_painter.h"

#include <algorithm>
#include <numbers>

#include "slides/compositing.h"
#include "wrap/cairo/context.h"

namespace vina {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kIconFill = 0.20;
constexpr double kSpokenMarker = 0.55;
constexpr double kAheadSegment = 0.26;
constexpr int kBarWidth = 10;
constexpr double kBarReach = 0.5;  ///< beyond the middles of the first and the last line, in ems
constexpr int kPanelRadius = 28;

cairo::Paint paint_of(Colour colour, double opacity = 1) {
  return {colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0, opacity};
}

/// A star of four points with hollow sides: something lights up.
void add_spark(cairo::Context& context, double x, double y, double radius) {
  const double waist = radius * 0.16;
  context.move_to(x, y - radius);
  context.curve_to(x + waist, y - waist, x + waist, y - waist, x + radius, y);
  context.curve_to(x + waist, y + waist, x + waist, y + waist, x, y + radius);
  context.curve_to(x - waist, y + waist, x - waist, y + waist, x - radius, y);
  context.curve_to(x - waist, y - waist, x - waist, y - waist, x, y - radius);
  context.close_path();
}

/// The picture sign of a slide type, in a box of 60 x 60 around (0, 0).
void draw_sign(cairo::Context& context, SlideType type) {
  switch (type) {
    case SlideType::kHook:
      add_spark(context, -1, 2, 19);
      add_spark(context, 13, -13, 8);
      context.fill();
      return;
    case SlideType::kExample:  // a magnifying glass
      context.circle(-3, -3, 12);
      context.stroke(4.5);
      context.move_to(6.5, 6.5);
      context.line_to(15, 15);
      context.stroke(5.5);
      return;
    case SlideType::kConnection:  // two rings that hold each other
      context.circle(-7, 0, 10.5);
      context.stroke(4.5);
      context.circle(7, 0, 10.5);
      context.stroke(4.5);
      return;
    case SlideType::kConcept:  // a core and what surrounds it
      context.circle(0, 0, 6.5);
      context.fill();
      context.circle(0, 0, 15.5);
      context.stroke(4.5);
      return;
    case SlideType::kUnspecified:  // a page with two lines
      context.rounded_rectangle(-13, -16, 26, 32, 6);
      context.stroke(4.5);
      context.move_to(-5, -4);
      context.line_to(5, -4);
      context.move_to(-5, 5);
      context.line_to(5, 5);
      context.stroke(4.5);
      return;
  }
}

void add_marker(cairo::Context& context, SlideType type, const PixelRect& box) {
  const double x = box.left + box.width / 2.0;
  const double y = box.top + box.height / 2.0;
  const double radius = box.width / 2.0;
  switch (type) {
    case SlideType::kHook:
      add_spark(context, x, y, radius * 1.2);
      return;
    case SlideType::kExample:
      context.rounded_rectangle(x - radius * 0.86, y - radius * 0.86, radius * 1.72, radius * 1.72, 5);
      return;
    default:
      context.circle(x, y, radius * 0.92);
      return;
  }
}

class StatePainter {
 public:
  StatePainter(Typesetter& typesetter, const Theme& theme, const SlideLayout& layout, const SlideState& state,
               Picture& canvas, Layers layers)
      : typesetter_{typesetter},
        theme_{theme},
        layout_{layout},
        state_{state},
        layers_{layers},
        accent_{theme.accent(state.type)},
        surface_{canvas},
        context_{surface_} {}

  void paint(const Logo* logo, const PixelRect& clip) {
    context_.clip(clip);
    if (layers_ != Layers::kContent) paint_fixtures(logo, clip);
    if (layers_ != Layers::kFixtures) paint_content(clip);
    context_.check();
  }

 private:
  void paint_fixtures(const Logo* logo, const PixelRect& clip) {
    if (touches(clip, layout_.label_area().united(layout_.icon))) paint_header();
    if (logo != nullptr && touches(clip, layout_.logo_box)) logo->draw(context_, layout_.logo_box);
    if (touches(clip, layout_.segments.front().united(layout_.segments.back()))) paint_segments();
  }

  void paint_content(const PixelRect& clip) {
    if (touches(clip, layout_.title.ink())) paint_text(layout_.title, theme_.title_colour);
    for (std::size_t i = 0; i < state_.visible_bullets; ++i) {
      const PlacedBullet& bullet = layout_.bullets[i];
      if (touches(clip, bullet.card)) paint_bullet(bullet, i + 1 == state_.visible_bullets);
    }
    if (touches(clip, layout_.progress.ink())) paint_text(layout_.progress, theme_.label_colour);
  }

  static bool touches(const PixelRect& clip, const PixelRect& rect) { return !clip.intersected(rect).empty(); }

  void paint_text(const PlacedText& text, Colour colour) {
    if (layers_ == Layers::kWithoutText) return;
    typesetter_.draw(context_, text.block, text.left, text.top, colour);
  }

  void paint_header() {
    const PixelRect& box = layout_.icon;
    context_.rounded_rectangle(box.left, box.top, box.width, box.height, 18);
    context_.set_paint(paint_of(accent_, kIconFill));
    context_.fill();
    {
      const cairo::SaveGuard saved{context_};
      context_.translate(box.left + box.width / 2.0, box.top + box.height / 2.0);
      context_.set_paint(paint_of(accent_));
      draw_sign(context_, state_.type);
    }
    paint_text(layout_.label, theme_.label_colour);
    if (layout_.viewer) paint_text(*layout_.viewer, theme_.label_colour);
  }

  void paint_bullet(const PlacedBullet& bullet, bool current) {
    if (current) {
      const PixelRect& card = bullet.card;
      context_.rounded_rectangle(card.left, card.top, card.width, card.height, theme_.card_radius);
      context_.set_paint(paint_of(theme_.card_colour, theme_.card_opacity));
      context_.fill();
      add_bar(bullet);
    } else {
      add_marker(context_, state_.type, bullet.marker);
    }
    context_.set_paint(paint_of(accent_, current ? 1 : kSpokenMarker));
    context_.fill();
    paint_text(bullet.text, current ? theme_.current_colour : theme_.spoken_colour);
  }

  /// The current bullet's marker grows into a bar along all its lines.
  void add_bar(const PlacedBullet& bullet) {
    const std::vector<SetLine>& lines = bullet.text.block.lines;
    const double down = lines.back().baseline - lines.front().baseline;
    const double reach = bullet.text.block.font.size_px * kBarReach;
    const double middle = bullet.marker.top + bullet.marker.height / 2.0;
    const double left = bullet.marker.left + (bullet.marker.width - kBarWidth) / 2.0;
    context_.rounded_rectangle(left, middle - reach, kBarWidth, down + 2 * reach, kBarWidth / 2.0);
  }

  void paint_segments() {
    for (std::size_t i = 0; i < layout_.segments.size(); ++i) {
      const PixelRect& segment = layout_.segments[i];
      context_.rounded_rectangle(segment.left, segment.top, segment.width, segment.height, segment.height / 2.0);
      context_.set_paint(i <= state_.slide ? paint_of(accent_) : paint_of(theme_.label_colour, kAheadSegment));
      context_.fill();
    }
  }

  Typesetter& typesetter_;
  const Theme& theme_;
  const SlideLayout& layout_;
  const SlideState& state_;
  Layers layers_;
  Colour accent_;
  cairo::Surface surface_;
  cairo::Context context_;
};

}  // namespace

void paint_label_panel(const Theme& theme, const SlideLayout& layout, double opacity, Picture& canvas) {
  const PixelRect& panel = layout.label_panel;
  cairo::Surface surface{canvas};
  cairo::Context context{surface};
  context.rounded_rectangle(panel.left, panel.top, panel.width, panel.height, kPanelRadius);
  context.set_paint(paint_of(theme.scrim_colour, opacity));
  context.fill();
  context.check();
  set_top_bytes(canvas, panel);
}

void paint_state(Typesetter& typesetter, const Theme& theme, const Logo* logo, const SlideLayout& layout,
                 const SlideState& state, const PixelRect& clip, Picture& canvas, Layers layers) {
  StatePainter{typesetter, theme, layout, state, canvas, layers}.paint(logo, clip);
  set_top_bytes(canvas, clip);
}

}  // namespace vina
