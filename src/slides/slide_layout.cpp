// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/slide_layout.h"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

namespace vina {
namespace {

/// How far cards and the ink of italic letters reach out of the column of text on both sides.
constexpr int kOutdent = 28;
constexpr int kIconSize = 60;
constexpr int kIconGap = 18;
constexpr int kPanelPadding = 10;
constexpr int kMarkerSize = 24;
constexpr int kMarkerColumn = 54;
constexpr int kFooterGap = 40;
constexpr int kProgressBarWidth = 260;
constexpr int kSegmentHeight = 8;
constexpr int kSegmentGap = 8;
constexpr int kLongestSegment = 44;
/// Where the texts of a slide without a picture stand: this share of the free height is above them.
constexpr double kShareAbove = 0.42;
constexpr double kHalfCapitalHeight = 0.3636;
constexpr int kFitSteps = 24;
constexpr std::size_t kManyLines = 3;
/// The least share of the theme's gaps and paddings, and of its line heights, that is left at the smallest sizes.
constexpr double kTightest = 0.4;
constexpr double kTightestLeading = 0.92;
/// Neighbouring cards never come closer: one may still fade while the next one appears.
constexpr int kLeastCardGap = 8;

TextStyle at_size(const TypeStyle& type, double size_px) {
  return {type, size_px, false};
}

bool is_right_to_left(const std::string& text) {
  return pango::base_direction(text) == pango::BaseDirection::kRightToLeft;
}

/// The direction of the slide's first text that has one.
bool reads_right_to_left(const Slide& slide) {
  pango::BaseDirection direction = pango::base_direction(slide.title);
  for (const Item& item : slide.items) {
    if (direction == pango::BaseDirection::kNeutral) direction = pango::base_direction(item.bullet);
  }
  return direction == pango::BaseDirection::kRightToLeft;
}

/// The room of the title and the bullets: one column, which may end at two places.
struct Room {
  int left = 0;
  int right = 0;
  int top = 0;              ///< below the lesson's title
  int bottom = 0;           ///< above the captions
  int furthest_bottom = 0;  ///< above the footer
  int width() const { return right - left; }
};

/// One attempt: title and bullets at certain sizes.
struct Attempt {
  TextBlock title;
  std::vector<TextBlock> bullets;
  int gap_after_label = 0;
  int gap_after_title = 0;
  int gap_between_bullets = 0;
  int card_padding = 0;
  int height = 0;  ///< with the gap above the title
  bool too_wide = false;
};

/// Sets the texts of one slide at the largest sizes that fit.
class SlideFitter {
 public:
  SlideFitter(Typesetter& typesetter, const Theme& theme, const Slide& slide, const Room& room, bool right_to_left)
      : typesetter_{typesetter},
        theme_{theme},
        slide_{slide},
        room_{room},
        alignment_{right_to_left ? Alignment::kRight : Alignment::kLeft},
        largest_title_{fewer_lines(largest_unbroken(theme.title, {slide.title}, room.width()))},
        largest_bullet_{largest_unbroken(theme.body, bullet_texts(), bullet_width())} {}

  /// The best attempt that fits, or nothing. Sizes shrink to the comfortable ones, then together with the spacing to
  /// the smallest ones; only a slide that does not fit above the captions at those goes on down to the footer.
  std::optional<Attempt> fit() const {
    std::optional<Attempt> attempt = largest_that_fits(Sizes::kComfortable, room_.bottom);
    if (!attempt) attempt = largest_that_fits(Sizes::kAll, room_.bottom);
    if (!attempt) attempt = largest_that_fits(Sizes::kAll, room_.furthest_bottom);
    return attempt;
  }

  Attempt smallest() const { return try_sizes(Sizes::kAll, kFitSteps, Balance::kNo); }

  static bool is_too_wide(const TextBlock& block, double max_width) {
    return block.ink.left < -kOutdent || block.ink.right() > max_width + kOutdent;
  }

  double bullet_width() const { return room_.width() - kMarkerColumn; }

 private:
  /// Down to which sizes attempts go.
  enum class Sizes { kComfortable, kAll };

  std::optional<Attempt> largest_that_fits(Sizes sizes, int bottom) const {
    const auto fits_at = [&](int step) {
      const Attempt attempt = try_sizes(sizes, step, Balance::kNo);
      return !attempt.too_wide && attempt.height <= bottom - room_.top;
    };
    // Most slides fit at once. Where the last step does not, those between need not be tried.
    int step = 0;
    if (!fits_at(step)) {
      if (!fits_at(kFitSteps)) return std::nullopt;
      for (step = 1; step < kFitSteps && !fits_at(step);) ++step;
    }
    return try_sizes(sizes, step, Balance::kYes);
  }

  std::vector<std::string> bullet_texts() const {
    std::vector<std::string> texts;
    for (const Item& item : slide_.items) texts.push_back(item.bullet);
    return texts;
  }

  /// The largest size of a style at which words are broken no more often than at the smallest size.
  int largest_unbroken(const TypeStyle& type, const std::vector<std::string>& texts, double width) const {
    int size = type.largest;
    for (const std::string& text : texts) {
      const auto broken_at = [&](int px) {
        return typesetter_.set(text, at_size(type, px), width, alignment_, Balance::kNo).broken_words;
      };
      if (broken_at(size) == 0) continue;
      const std::size_t least = broken_at(type.smallest);
      while (size > type.smallest && broken_at(size) > least) --size;
    }
    return size;
  }

  /// A title of many lines gets a little smaller if that saves a line, rather than end in a lone word.
  int fewer_lines(int largest) const {
    const auto lines_at = [&](int px) {
      const TextStyle style = at_size(theme_.title, px);
      return typesetter_.set(slide_.title, style, room_.width(), alignment_, Balance::kNo).lines.size();
    };
    const std::size_t most = lines_at(largest);
    if (most <= kManyLines) return largest;
    for (int size = largest - 1; size >= theme_.title.comfortable; --size) {
      if (lines_at(size) < most) return size;
    }
    return largest;
  }

  Attempt try_sizes(Sizes sizes, int step, Balance balance) const {
    const double way = static_cast<double>(step) / kFitSteps;
    const double tightening = sizes == Sizes::kAll ? way : 0;
    const auto style_of = [&](const TypeStyle& type, int most) {
      const int least = std::min(most, sizes == Sizes::kAll ? type.smallest : type.comfortable);
      TextStyle style = at_size(type, std::round(most - (most - least) * way));
      style.type.line_height = std::max(1.0, type.line_height * (1 - (1 - kTightestLeading) * tightening));
      return style;
    };
    const auto gap_of = [&](int gap) { return static_cast<int>(gap * (1 - (1 - kTightest) * tightening)); };
    Attempt attempt;
    attempt.gap_after_label = gap_of(theme_.gap_after_label);
    attempt.gap_after_title = gap_of(theme_.gap_after_title);
    attempt.gap_between_bullets = std::max(kLeastCardGap, gap_of(theme_.gap_between_bullets));
    attempt.card_padding = gap_of(theme_.card_padding);
    const TextStyle title_style = style_of(theme_.title, largest_title_);
    attempt.title = typesetter_.set(slide_.title, title_style, room_.width(), alignment_, balance);
    attempt.too_wide = is_too_wide(attempt.title, room_.width());
    const TextStyle style = style_of(theme_.body, largest_bullet_);
    double height = attempt.gap_after_label + attempt.title.height + attempt.gap_after_title;
    for (const Item& item : slide_.items) {
      attempt.bullets.push_back(typesetter_.set(item.bullet, style, bullet_width(), alignment_, balance));
      attempt.too_wide = attempt.too_wide || is_too_wide(attempt.bullets.back(), bullet_width());
      height += attempt.bullets.back().height + 2 * attempt.card_padding;
    }
    height += attempt.gap_between_bullets * (static_cast<double>(slide_.items.size()) - 1);
    attempt.height = static_cast<int>(std::ceil(height));
    return attempt;
  }

  Typesetter& typesetter_;
  const Theme& theme_;
  const Slide& slide_;
  Room room_;
  Alignment alignment_;
  int largest_title_;
  int largest_bullet_;
};

/// The lesson's title beside the icon of the slide's type. It stays on one line if that takes no more than a little
/// shrinking, else it takes the lines it needs.
void place_label(Typesetter& typesetter, const Theme& theme, const LayoutRequest& request, SlideLayout& layout) {
  const Lesson& lesson = *request.lesson;
  const bool right_to_left = is_right_to_left(lesson.title);
  const int left = layout.safe_area.left + kOutdent;
  const int right = layout.safe_area.right() - kOutdent;
  const int width = right - left - kIconSize - kIconGap;
  const Alignment alignment = right_to_left ? Alignment::kRight : Alignment::kLeft;
  layout.label.block = typesetter.set(lesson.title, at_size(theme.label, theme.label.largest), width, alignment);
  for (int size = theme.label.largest - 1; size >= theme.label.smallest && layout.label.block.lines.size() > 1;
       --size) {
    TextBlock smaller = typesetter.set(lesson.title, at_size(theme.label, size), width, alignment);
    const bool helps = smaller.lines.size() == 1 || layout.label.block.lines.size() > 2;
    if (helps) layout.label.block = std::move(smaller);
  }
  const TextBlock& block = layout.label.block;
  const double middle = block.lines.front().baseline - kHalfCapitalHeight * block.font.size_px;
  const int below = std::max(0, static_cast<int>(std::round(middle)) - kIconSize / 2);
  layout.icon = {right_to_left ? right - kIconSize : left, layout.safe_area.top + kPanelPadding + below, kIconSize,
                 kIconSize};
  layout.label.left = right_to_left ? right - kIconSize - kIconGap - static_cast<int>(std::ceil(block.width))
                                    : left + kIconSize + kIconGap;
  layout.label.top = layout.icon.top + kIconSize / 2 - static_cast<int>(std::round(middle));
  if (!request.viewer.empty()) {
    PlacedText& viewer = layout.viewer.emplace();
    viewer.block = typesetter.set(request.viewer, at_size(theme.label, theme.label.smallest), width, alignment);
    viewer.left = right_to_left ? right - kIconSize - kIconGap - static_cast<int>(std::ceil(viewer.block.width))
                                : layout.label.left;
    viewer.top = layout.label.top + static_cast<int>(std::ceil(block.height));
  }
  PixelRect& panel = layout.label_panel;
  panel = layout.icon.united(layout.label_area());
  panel.left -= right_to_left ? 2 * kPanelPadding : kPanelPadding;
  panel.top -= kPanelPadding;
  panel.width += 3 * kPanelPadding;
  panel.height += 2 * kPanelPadding;
}

void place_footer(Typesetter& typesetter, const Theme& theme, std::size_t slide, std::size_t slide_count,
                  SlideLayout& layout) {
  const int left = layout.safe_area.left + kOutdent;
  const int right = layout.safe_area.right() - kOutdent;
  const int top = layout.safe_area.bottom() - theme.logo_height;
  const int middle = top + theme.logo_height / 2;

  TextStyle style = at_size(theme.label, theme.label.largest);
  style.tabular_figures = true;
  const double room = layout.safe_area.width;
  const Alignment alignment = Alignment::kLeft;
  TextBlock widest = typesetter.set(fmt::format("{0}/{0}", slide_count), style, room, alignment);
  layout.progress.block = typesetter.set(fmt::format("{}/{}", slide + 1, slide_count), style, room, alignment);
  const TextBlock& block = layout.progress.block;
  layout.progress.left = right - static_cast<int>(std::ceil(block.width));
  layout.progress.top =
      middle - static_cast<int>(std::round(block.lines.front().baseline - kHalfCapitalHeight * block.font.size_px));

  const auto count = static_cast<int>(slide_count);
  const int length = std::min(kLongestSegment, (kProgressBarWidth - (count - 1) * kSegmentGap) / count);
  const int bar_right = right - static_cast<int>(std::ceil(widest.width)) - 24;
  for (int i = 0; i < count; ++i) {
    const int from_right = (count - i) * length + (count - 1 - i) * kSegmentGap;
    layout.segments.push_back({bar_right - from_right, middle - kSegmentHeight / 2, length, kSegmentHeight});
  }
  layout.logo_box = {left, top, layout.segments.front().left - kFooterGap - left, theme.logo_height};
}

void place_texts(const Room& room, const Attempt& attempt, int top, SlideLayout& layout) {
  layout.title.block = attempt.title;
  layout.title.left = layout.right_to_left ? room.right - static_cast<int>(std::ceil(attempt.title.width)) : room.left;
  layout.title.top = top;
  int y = top + static_cast<int>(attempt.title.height) + attempt.gap_after_title;
  for (const TextBlock& block : attempt.bullets) {
    PlacedBullet bullet;
    bullet.text.block = block;
    bullet.card = {room.left - kOutdent, y, room.width() + 2 * kOutdent,
                   static_cast<int>(block.height) + 2 * attempt.card_padding};
    bullet.text.left = layout.right_to_left ? room.right - kMarkerColumn - static_cast<int>(std::ceil(block.width))
                                            : room.left + kMarkerColumn;
    bullet.text.top = y + attempt.card_padding;
    const double middle = block.lines.front().baseline - kHalfCapitalHeight * block.font.size_px;
    bullet.marker = {layout.right_to_left ? room.right - kMarkerSize : room.left,
                     bullet.text.top + static_cast<int>(std::round(middle)) - kMarkerSize / 2, kMarkerSize,
                     kMarkerSize};
    y += bullet.card.height + attempt.gap_between_bullets;
    layout.bullets.push_back(std::move(bullet));
  }
}

/// Says what does not fit at the smallest sizes: a text that is too wide, or else the slide with its longest text.
std::string name_fault(const Theme& theme, const LayoutRequest& request, const Attempt& attempt, const Room& room) {
  const std::string title = pointer_to_slide_title(*request.lesson, request.slide);
  const auto bullet = [&](std::size_t i) { return pointer_to_item(*request.lesson, request.slide, i) + "/bullet"; };
  const bool title_too_wide = SlideFitter::is_too_wide(attempt.title, room.width());
  std::string longest = title;
  std::string too_wide = title_too_wide ? title : "";
  const TextBlock* block = &attempt.title;
  for (std::size_t i = 0; i < attempt.bullets.size(); ++i) {
    const TextBlock& candidate = attempt.bullets[i];
    if (too_wide.empty() && SlideFitter::is_too_wide(candidate, room.width() - kMarkerColumn)) too_wide = bullet(i);
    if (candidate.height <= block->height) continue;
    block = &candidate;
    longest = bullet(i);
  }
  if (!too_wide.empty()) return too_wide + ": has a character that is wider than the slide; replace it";
  const bool social = request.safe_area == SafeArea::kSocial;
  return fmt::format(
      "{}: does not fit: its texts need {} px of height at the smallest sizes (title {} px, bullets {} px) and have "
      "{}; "
      "shorten them (the longest is {}, {} lines){}",
      pointer_to_slide(*request.lesson, request.slide), attempt.height, theme.title.smallest, theme.body.smallest,
      std::max(room.furthest_bottom - room.top, 0), longest, block->lines.size(),
      social ? ", split the slide, or use --safe-area player" : ", or split the slide");
}

}  // namespace

PixelRect SlideLayout::label_area() const {
  return viewer ? label.ink().united(viewer->ink()) : label.ink();
}

PixelRect SlideLayout::text_area() const {
  PixelRect area = title.ink();
  for (const PlacedBullet& bullet : bullets) area = area.united(bullet.card);
  return area;
}

LayoutResult lay_out_slide(Typesetter& typesetter, const Theme& theme, const LayoutRequest& request) {
  const Lesson& lesson = *request.lesson;
  const Slide& slide = lesson.slides[request.slide];
  SlideLayout layout;
  layout.safe_area = theme.area(request.safe_area);
  layout.right_to_left = reads_right_to_left(slide);
  place_label(typesetter, theme, request, layout);
  place_footer(typesetter, theme, request.slide, lesson.slides.size(), layout);

  Room room;
  room.left = layout.safe_area.left + kOutdent;
  room.right = layout.safe_area.right() - kOutdent;
  const PlacedText& lowest = layout.viewer ? *layout.viewer : layout.label;
  const int label_bottom = lowest.top + static_cast<int>(lowest.block.height);
  room.top = std::max(label_bottom, layout.icon.bottom());
  room.furthest_bottom = layout.logo_box.top - kFooterGap;
  room.bottom = std::min(theme.caption_top, room.furthest_bottom);

  const SlideFitter fitter{typesetter, theme, slide, room, layout.right_to_left};
  const std::optional<Attempt> attempt = fitter.fit();
  if (!attempt) return {std::nullopt, {name_fault(theme, request, fitter.smallest(), room)}};
  const int free = room.bottom - room.top - attempt->height;
  int top = room.top + attempt->gap_after_label;
  if (free > 0) {
    top += request.composition == Composition::kWithPicture ? free : static_cast<int>(std::round(free * kShareAbove));
  }
  place_texts(room, *attempt, top, layout);
  return {std::move(layout), {}};
}

}  // namespace vina
