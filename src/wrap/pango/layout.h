// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_span.h"
#include "wrap/pango/font_map.h"

using cairo_t = struct _cairo;
using PangoLayout = struct _PangoLayout;

namespace vina::pango {

enum class Direction { kLeftToRight, kRightToLeft };

/// A font as Pango asks for one.
struct Font {
  std::string families;  ///< separated by commas, most wanted first
  int weight = 400;      ///< 100 to 1000
  double size_px = 40;   ///< of the em square
  double letter_spacing_px = 0;
  std::string features;         ///< OpenType features as in CSS ("tnum=1"), or empty
  std::string language = "en";  ///< BCP 47; chooses between regional forms of a glyph

  bool operator==(const Font&) const = default;
};

/// One line of a layout; lengths in pixels.
struct LayoutLine {
  TextSpan text;        ///< in bytes of the layout's text
  double width = 0;     ///< of the advances
  double ink_left = 0;  ///< the ink box, seen from the line's left end on its baseline, y downwards
  double ink_top = 0;
  double ink_right = 0;
  double ink_bottom = 0;
  bool breaks_word = false;  ///< the line ends where the text has no line-break opportunity (UAX #14)
};

/// Owns a PangoLayout: one paragraph, shaped and broken into lines. Glyphs are antialiased in grey, unhinted, with
/// unrounded metrics, so they look the same at every place and on every machine.
class Layout {
 public:
  Layout(FontMap& fonts, std::string_view text, const Font& font, Direction direction);

  /// Breaks lines at `px`: at break opportunities, and within a word only if the word alone is wider. A line that ends
  /// at a soft hyphen (U+00AD) shows a hyphen; no other does.
  void set_width(double px);
  /// Trailing spaces of a line do not count in its width.
  std::vector<LayoutLine> lines() const;
  /// Code points for which no font has a glyph, in the order of the text, with repetitions.
  std::vector<char32_t> unknown_characters() const;
  /// Draws a line with its left end at (x, baseline) in the paint of a cairo context; colour glyphs keep their colours.
  /// Whether it went well, the context knows.
  void draw_line(cairo_t* context, std::size_t line, double x, double baseline) const;

 private:
  struct Deleter {
    void operator()(PangoLayout* layout) const noexcept;
  };
  std::unique_ptr<PangoLayout, Deleter> layout_;
};

/// The direction of the first strong character (UAX #9, rule P2), if there is one.
enum class BaseDirection { kLeftToRight, kRightToLeft, kNeutral };
BaseDirection base_direction(std::string_view text);

}  // namespace vina::pango
