// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/pixels.h"
#include "slides/colour.h"
#include "slides/theme.h"
#include "wrap/cairo/context.h"
#include "wrap/pango/font_map.h"
#include "wrap/pango/layout.h"

namespace vina {

/// How a text is to be set.
struct TextStyle {
  TypeStyle type;
  double size_px = 48;
  bool tabular_figures = false;
};

/// Which side lines start from.
enum class Alignment { kLeft, kRight };

/// Whether the lines of a text are made about equally long. Without, only its height counts: for trying a size.
enum class Balance { kYes, kNo };

/// A line within its TextBlock, in pixels from the block's top left corner.
struct SetLine {
  double left = 0;
  double baseline = 0;
  double width = 0;
};

/// A text broken into lines, ready to draw.
///
/// The block is `width` x `height` pixels. Its height counts from the space above the capitals of the first line to the
/// space below the last line as the line height divides it, or as far as the ink goes if that is more.
struct TextBlock {
  std::string text;  ///< as handed to Pango
  pango::Font font;
  pango::Direction direction = pango::Direction::kLeftToRight;
  double wrap_width = 0;
  std::vector<SetLine> lines;
  double width = 0;
  double height = 0;
  PixelRect ink;                 ///< all that is drawn, rounded outwards, relative to the top left corner
  std::size_t broken_words = 0;  ///< line ends within a word
};

/// Sets and draws text: the one user of Pango and fontconfig.
///
/// Note [One typesetter, one lock]
/// Neither Pango's font maps nor the fonts made from them may be used by two threads at once, and building a map costs
/// more than all the text of a lesson. So there is one map, and every call below holds the lock for as long as it uses
/// it: a few tenths of a millisecond for a text. Everything else of a slide is painted outside the lock.
class Typesetter {
 public:
  /// Reads the fonts in `font_folder` and the system's; throws Error (kMedia).
  explicit Typesetter(const std::filesystem::path& font_folder);

  /// Breaks `text` into as few lines of at most `max_width` pixels as it needs, then evens them out. Lines break at
  /// the opportunities of UAX #14 (of a dictionary for Thai, between phrases for Japanese where that takes no more than
  /// one more line), an address also after / ? & = . - _ # if it is wider than a line, and any other word only if it
  /// alone is wider than a line. Then it is taken apart between two characters without a hyphen: one that is not at a
  /// syllable would be a mistake of spelling. A soft hyphen (U+00AD) in the word is a break opportunity, and does show
  /// one. The bonds of `bonds_in` are kept wherever that takes no more lines.
  TextBlock set(std::string_view text, const TextStyle& style, double max_width, Alignment alignment,
                Balance balance = Balance::kYes);

  void draw(cairo::Context& context, const TextBlock& block, double left, double top, Colour colour);

  /// The code points of `text` no font has a glyph for, each once, in the order of the text.
  std::vector<char32_t> missing_characters(std::string_view text, const TextStyle& style);

  /// Whether a font of exactly this family is installed or comes with vina.
  bool has_family(const std::string& family);

  /// See pango::FontMap.
  std::string font_description();

  /// The language of Chinese characters without kana or hangul beside them ("ja", "ko", "zh-hans", "zh-hant").
  void set_han_language(std::string language);

 private:
  pango::Font font_for(std::string_view text, const TextStyle& style) const;

  std::mutex mutex_;
  pango::FontMap fonts_;
  std::string han_language_ = "zh-hans";
};

}  // namespace vina
