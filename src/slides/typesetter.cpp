// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/typesetter.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "slides/font_configuration.h"
#include "slides/script.h"
#include "slides/word_bonds.h"

namespace vina {
namespace {

/// Half the height of Inter's capitals, in ems: lines are centred on it, as the eye does, and not on the font's box.
constexpr double kHalfCapitalHeight = 0.3636;
/// The least space between the ink of two lines, in ems.
constexpr double kLeastLineGap = 0.04;
constexpr std::string_view kZeroWidthSpace = "\xE2\x80\x8B";
constexpr std::string_view kAddressBreaks = "/?&=.-_#:;,@";

pango::Direction direction_of(std::string_view text) {
  return pango::base_direction(text) == pango::BaseDirection::kRightToLeft ? pango::Direction::kRightToLeft
                                                                           : pango::Direction::kLeftToRight;
}

/// Invites line breaks in addresses by zero-width spaces behind their punctuation.
std::string with_address_breaks(std::string_view text, const std::vector<TextSpan>& addresses) {
  std::string prepared;
  std::size_t copied = 0;
  for (const TextSpan& address : addresses) {
    prepared += text.substr(copied, address.begin - copied);
    for (std::size_t i = address.begin; i < address.end; ++i) {
      prepared += text[i];
      const bool breaks = kAddressBreaks.find(text[i]) != std::string_view::npos;
      const bool run_goes_on = i + 1 < address.end && kAddressBreaks.find(text[i + 1]) != std::string_view::npos;
      if (breaks && !run_goes_on && i + 1 < address.end) prepared += kZeroWidthSpace;
    }
    copied = address.end;
  }
  prepared += text.substr(copied);
  return prepared;
}

std::size_t count_broken_words(const std::vector<pango::LayoutLine>& lines) {
  return static_cast<std::size_t>(
      std::count_if(lines.begin(), lines.end(), [](const pango::LayoutLine& line) { return line.breaks_word; }));
}

/// Chooses the form of one text, with invisible characters that invite or forbid line breaks, that breaks best at one
/// width.
class FormChooser {
 public:
  FormChooser(pango::FontMap& fonts, const pango::Font& font, pango::Direction direction, double max_width)
      : fonts_{fonts}, font_{font}, direction_{direction}, max_width_{max_width} {}

  std::string choose(std::string_view text) const {
    Form best = try_form(std::string{text});
    if (best.lines < 2) return best.text;
    const std::vector<TextSpan> addresses = addresses_in(text);
    if (best.broken_words > 0 && !addresses.empty()) best = try_form(with_address_breaks(text, addresses));
    if (font_.language == "ja") {
      Form phrases = try_form(with_joined_phrases(best.text));
      if (phrases.broken_words == 0 && phrases.lines <= best.lines + 1) best = std::move(phrases);
    }
    return with_cheap_bonds(std::move(best)).text;
  }

 private:
  struct Form {
    std::string text;
    std::size_t lines = 0;
    std::size_t broken_words = 0;
  };

  Form try_form(std::string text) const {
    pango::Layout layout{fonts_, text, font_, direction_};
    layout.set_width(max_width_);
    const std::vector<pango::LayoutLine> lines = layout.lines();
    return {std::move(text), lines.size(), count_broken_words(lines)};
  }

  /// All bonds if they take no more lines; else, one after the other, each that takes none together with those before.
  Form with_cheap_bonds(Form form) const {
    const std::vector<TextSpan> bonds = bonds_in(form.text);
    if (bonds.empty()) return form;
    const auto is_cheap = [&](const Form& bound) {
      return bound.lines <= form.lines && bound.broken_words <= form.broken_words;
    };
    Form best = try_form(with_bonds(form.text, bonds));
    if (is_cheap(best)) return best;
    best = form;
    std::vector<TextSpan> kept;
    for (const TextSpan& bond : bonds) {
      kept.push_back(bond);
      Form bound = try_form(with_bonds(form.text, kept));
      if (is_cheap(bound)) {
        best = std::move(bound);
      } else {
        kept.pop_back();
      }
    }
    return best;
  }

  pango::FontMap& fonts_;
  const pango::Font& font_;
  pango::Direction direction_;
  double max_width_;
};

/// The smallest width at which the text keeps the number of lines it has at `max_width`, so that the lines are about
/// equally long and no word is left alone on the last one.
double balanced_width(pango::Layout& layout, double max_width) {
  layout.set_width(max_width);
  const std::vector<pango::LayoutLine> widest = layout.lines();
  if (widest.size() < 2) return max_width;
  const std::size_t broken = count_broken_words(widest);
  int too_narrow = 0;
  int wide_enough = static_cast<int>(std::floor(max_width));
  while (wide_enough - too_narrow > 1) {
    const int middle = (wide_enough + too_narrow) / 2;
    layout.set_width(middle);
    const std::vector<pango::LayoutLine> lines = layout.lines();
    const bool same = lines.size() == widest.size() && count_broken_words(lines) <= broken;
    (same ? wide_enough : too_narrow) = middle;
  }
  return wide_enough;
}

/// Puts the lines under each other with even spacing and measures the block.
void place_lines(TextBlock& block, const std::vector<pango::LayoutLine>& lines, double line_height_em,
                 Alignment alignment) {
  const double em = block.font.size_px;
  double advance = line_height_em * em;
  const double ascent = advance / 2 + kHalfCapitalHeight * em;
  const double descent = advance - ascent;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    advance = std::max(advance, lines[i - 1].ink_bottom - lines[i].ink_top + kLeastLineGap * em);
  }
  advance = std::ceil(advance);
  for (const pango::LayoutLine& line : lines) block.width = std::max(block.width, line.width);
  double baseline = std::ceil(std::max(ascent, -lines.front().ink_top));
  double ink_left = block.width;
  double ink_right = 0;
  for (const pango::LayoutLine& line : lines) {
    const double left = alignment == Alignment::kRight ? block.width - line.width : 0;
    block.lines.push_back({left, baseline, line.width});
    ink_left = std::min(ink_left, left + line.ink_left);
    ink_right = std::max(ink_right, left + line.ink_right);
    baseline += advance;
  }
  const double last = block.lines.back().baseline;
  block.height = std::ceil(last + std::max(descent, lines.back().ink_bottom));
  const double ink_top = block.lines.front().baseline + lines.front().ink_top;
  const auto down = [](double value) { return static_cast<int>(std::floor(value)); };
  const auto up = [](double value) { return static_cast<int>(std::ceil(value)); };
  block.ink.left = down(ink_left);
  block.ink.top = down(ink_top);
  block.ink.width = up(ink_right) - block.ink.left;
  block.ink.height = up(last + lines.back().ink_bottom) - block.ink.top;
}

}  // namespace

Typesetter::Typesetter(const std::filesystem::path& font_folder) : fonts_{font_configuration(), font_folder} {}

std::string Typesetter::font_description() {
  const std::lock_guard lock{mutex_};
  return fonts_.description();
}

bool Typesetter::has_family(const std::string& family) {
  const std::lock_guard lock{mutex_};
  return fonts_.has_family(family);
}

void Typesetter::set_han_language(std::string language) {
  const std::lock_guard lock{mutex_};
  han_language_ = std::move(language);
}

pango::Font Typesetter::font_for(std::string_view text, const TextStyle& style) const {
  pango::Font font;
  font.language = language_of_script(text, han_language_);
  font.families = family_list(style.type.family, font.language);
  font.weight = style.type.weight;
  font.size_px = style.size_px;
  if (letters_stand_apart(text)) font.letter_spacing_px = style.type.tracking * style.size_px;
  if (style.tabular_figures) font.features = "tnum=1";
  return font;
}

TextBlock Typesetter::set(std::string_view text, const TextStyle& style, double max_width, Alignment alignment,
                          Balance balance) {
  const std::lock_guard lock{mutex_};
  TextBlock block;
  block.font = font_for(text, style);
  block.direction = direction_of(text);
  block.text = FormChooser{fonts_, block.font, block.direction, max_width}.choose(text);
  pango::Layout layout{fonts_, block.text, block.font, block.direction};
  block.wrap_width = balance == Balance::kYes ? balanced_width(layout, max_width) : max_width;
  layout.set_width(block.wrap_width);
  const std::vector<pango::LayoutLine> lines = layout.lines();
  block.broken_words = count_broken_words(lines);
  place_lines(block, lines, style.type.line_height, alignment);
  return block;
}

void Typesetter::draw(cairo::Context& context, const TextBlock& block, double left, double top, Colour colour) {
  const std::lock_guard lock{mutex_};
  pango::Layout layout{fonts_, block.text, block.font, block.direction};
  layout.set_width(block.wrap_width);
  context.set_paint({colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0, 1});
  for (std::size_t i = 0; i < block.lines.size(); ++i) {
    layout.draw_line(context.get(), i, left + block.lines[i].left, top + block.lines[i].baseline);
  }
}

std::vector<char32_t> Typesetter::missing_characters(std::string_view text, const TextStyle& style) {
  const std::lock_guard lock{mutex_};
  const pango::Layout layout{fonts_, text, font_for(text, style), direction_of(text)};
  std::vector<char32_t> missing;
  for (const char32_t c : layout.unknown_characters()) {
    if (std::find(missing.begin(), missing.end(), c) == missing.end()) missing.push_back(c);
  }
  return missing;
}

}  // namespace vina
