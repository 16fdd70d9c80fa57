// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/pango/layout.h"

#include <algorithm>
#include <cmath>

#include <pango/pangocairo.h>

#include "base/error.h"

namespace vina::pango {
namespace {

template <typename T, void (*kFree)(T*)>
struct FreeWith {
  void operator()(T* object) const noexcept { kFree(object); }
};
using DescriptionPtr =
    std::unique_ptr<PangoFontDescription, FreeWith<PangoFontDescription, pango_font_description_free>>;
using AttributesPtr = std::unique_ptr<PangoAttrList, FreeWith<PangoAttrList, pango_attr_list_unref>>;
using OptionsPtr = std::unique_ptr<cairo_font_options_t, FreeWith<cairo_font_options_t, cairo_font_options_destroy>>;

struct ObjectDeleter {
  void operator()(PangoContext* context) const noexcept { g_object_unref(context); }
};
using ContextPtr = std::unique_ptr<PangoContext, ObjectDeleter>;

int to_units(double px) {
  return static_cast<int>(std::lround(px * PANGO_SCALE));
}

double to_px(int units) {
  return static_cast<double>(units) / PANGO_SCALE;
}

ContextPtr make_context(FontMap& fonts, const Font& font, Direction direction) {
  ContextPtr context{pango_font_map_create_context(fonts.get())};
  const OptionsPtr options{cairo_font_options_create()};
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context.get(), options.get());
  pango_context_set_round_glyph_positions(context.get(), FALSE);
  pango_context_set_language(context.get(), pango_language_from_string(font.language.c_str()));
  pango_context_set_base_dir(context.get(),
                             direction == Direction::kRightToLeft ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  return context;
}

/// Pango's hyphens at broken words are switched off everywhere but between a soft hyphen and what follows: the
/// attribute holds for breaks inside its range, and not for those at its ends.
void forbid_hyphens(PangoAttrList* attributes, std::string_view text) {
  constexpr std::string_view kSoftHyphen = "\xC2\xAD";
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t soft_hyphen = text.find(kSoftHyphen, begin);
    const std::size_t end = soft_hyphen == std::string_view::npos ? text.size() : soft_hyphen + kSoftHyphen.size();
    PangoAttribute* attribute = pango_attr_insert_hyphens_new(FALSE);
    attribute->start_index = static_cast<guint>(begin);
    attribute->end_index = static_cast<guint>(end);
    pango_attr_list_insert(attributes, attribute);
    begin = end;
  }
}

AttributesPtr make_attributes(const Font& font, std::string_view text) {
  AttributesPtr attributes{pango_attr_list_new()};
  if (font.letter_spacing_px != 0) {
    pango_attr_list_insert(attributes.get(), pango_attr_letter_spacing_new(to_units(font.letter_spacing_px)));
  }
  if (!font.features.empty()) {
    pango_attr_list_insert(attributes.get(), pango_attr_font_features_new(font.features.c_str()));
  }
  forbid_hyphens(attributes.get(), text);
  return attributes;
}

}  // namespace

void Layout::Deleter::operator()(PangoLayout* layout) const noexcept {
  g_object_unref(layout);
}

Layout::Layout(FontMap& fonts, std::string_view text, const Font& font, Direction direction) {
  const ContextPtr context = make_context(fonts, font, direction);
  layout_.reset(pango_layout_new(context.get()));
  const DescriptionPtr description{pango_font_description_new()};
  pango_font_description_set_family(description.get(), font.families.c_str());
  pango_font_description_set_weight(description.get(), static_cast<PangoWeight>(font.weight));
  pango_font_description_set_absolute_size(description.get(), font.size_px * PANGO_SCALE);
  pango_layout_set_font_description(layout_.get(), description.get());
  const AttributesPtr attributes = make_attributes(font, text);
  pango_layout_set_attributes(layout_.get(), attributes.get());
  pango_layout_set_auto_dir(layout_.get(), FALSE);
  pango_layout_set_wrap(layout_.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_single_paragraph_mode(layout_.get(), TRUE);
  pango_layout_set_text(layout_.get(), text.data(), static_cast<int>(text.size()));
}

void Layout::set_width(double px) {
  pango_layout_set_width(layout_.get(), static_cast<int>(std::floor(px * PANGO_SCALE)));
}

std::vector<LayoutLine> Layout::lines() const {
  int attribute_count = 0;
  const PangoLogAttr* attributes = pango_layout_get_log_attrs_readonly(layout_.get(), &attribute_count);
  const char* text = pango_layout_get_text(layout_.get());
  std::vector<LayoutLine> lines;
  const int count = pango_layout_get_line_count(layout_.get());
  for (int i = 0; i < count; ++i) {
    PangoLayoutLine* line = pango_layout_get_line_readonly(layout_.get(), i);
    PangoRectangle ink;
    PangoRectangle logical;
    pango_layout_line_get_extents(line, &ink, &logical);
    LayoutLine result;
    result.text.begin = static_cast<std::size_t>(line->start_index);
    result.text.end = result.text.begin + static_cast<std::size_t>(line->length);
    result.width = to_px(logical.width);
    result.ink_left = to_px(ink.x);
    result.ink_top = to_px(ink.y);
    result.ink_right = to_px(ink.x + ink.width);
    result.ink_bottom = to_px(ink.y + ink.height);
    if (i + 1 < count) {
      const glong end = g_utf8_pointer_to_offset(text, text + result.text.end);
      result.breaks_word = end < attribute_count && attributes[end].is_line_break == 0;
    }
    lines.push_back(result);
  }
  return lines;
}

std::vector<char32_t> Layout::unknown_characters() const {
  std::vector<char32_t> unknown;
  if (pango_layout_get_unknown_glyphs_count(layout_.get()) == 0) return unknown;
  for (int i = 0; i < pango_layout_get_line_count(layout_.get()); ++i) {
    const PangoLayoutLine* line = pango_layout_get_line_readonly(layout_.get(), i);
    for (const GSList* run = line->runs; run != nullptr; run = run->next) {
      const PangoGlyphString& glyphs = *static_cast<const PangoGlyphItem*>(run->data)->glyphs;
      for (int g = 0; g < glyphs.num_glyphs; ++g) {
        const PangoGlyph glyph = glyphs.glyphs[g].glyph;
        if (glyph != PANGO_GLYPH_INVALID_INPUT && (glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0) {
          unknown.push_back(static_cast<char32_t>(glyph & ~static_cast<PangoGlyph>(PANGO_GLYPH_UNKNOWN_FLAG)));
        }
      }
    }
  }
  return unknown;
}

void Layout::draw_line(cairo_t* context, std::size_t line, double x, double baseline) const {
  cairo_move_to(context, x, baseline);
  pango_cairo_show_layout_line(context, pango_layout_get_line_readonly(layout_.get(), static_cast<int>(line)));
}

BaseDirection base_direction(std::string_view text) {
  // Deprecated in favour of calling FriBidi, which would be one more library for this one question.
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  const PangoDirection direction = pango_find_base_dir(text.data(), static_cast<int>(text.size()));
  G_GNUC_END_IGNORE_DEPRECATIONS
  switch (direction) {
    case PANGO_DIRECTION_RTL:
    case PANGO_DIRECTION_WEAK_RTL:
      return BaseDirection::kRightToLeft;
    case PANGO_DIRECTION_LTR:
    case PANGO_DIRECTION_WEAK_LTR:
      return BaseDirection::kLeftToRight;
    default:
      return BaseDirection::kNeutral;
  }
}

}  // namespace vina::pango
