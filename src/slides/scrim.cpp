// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/scrim.h"

#include <algorithm>
#include <cmath>

#include "slides/compositing.h"

namespace vina {
namespace {

constexpr int kSteps = 128;
/// Rows around a text that are as dark as the text itself needs, and over which the scrim then fades.
constexpr int kClearance = 12;
constexpr int kShortFade = 150;
/// How much more of a picture the scrim covers at the bottom than behind the title.
constexpr double kBottomExtra = 0.16;

PixelRect grown(const PixelRect& rect, int by) {
  return PixelRect{rect.left - by, rect.top - by, rect.width + 2 * by, rect.height + 2 * by}.intersected(
      {0, 0, kCanvas.width, kCanvas.height});
}

/// A colour a text will have, and how opaque a card it will stand on.
struct Appearance {
  Colour text;
  double card_opacity = 0;
};

double needed_opacity(const Picture& background, const PixelRect& ink, std::span<const Appearance> appearances,
                      const Theme& theme) {
  ColourSurvey survey;
  survey.add(background, grown(ink, kClearance));
  const auto enough = [&](int step) {
    return std::all_of(appearances.begin(), appearances.end(), [&](const Appearance& appearance) {
      return survey.least_contrast(appearance.text, theme.scrim_colour, static_cast<double>(step) / kSteps,
                                   theme.card_colour, appearance.card_opacity) >= theme.least_contrast;
    });
  };
  // More scrim is more contrast, so the least that is enough is found by halving.
  int too_little = -1;
  int most = kSteps;
  while (most - too_little > 1) {
    const int middle = (most + too_little) / 2;
    (enough(middle) ? most : too_little) = middle;
  }
  return static_cast<double>(most) / kSteps;
}

/// An opacity for each row of the canvas.
class ScrimProfile {
 public:
  explicit ScrimProfile(double least) : opacities_(static_cast<std::size_t>(kCanvas.height), least) {}

  /// At least `opacity` from `top` to `bottom`, fading out above and below.
  void raise(int top, int bottom, double opacity, int fade_above, int fade_below) {
    for (int y = 0; y < kCanvas.height; ++y) {
      const double away = y < top       ? static_cast<double>(top - y) / fade_above
                          : y >= bottom ? static_cast<double>(y - bottom + 1) / fade_below
                                        : 0;
      if (away >= 1) continue;
      const double near = 1 - away;
      double& value = opacities_[static_cast<std::size_t>(y)];
      value = std::max(value, opacity * near * near * (3 - 2 * near));
    }
  }

  std::vector<int> strengths() const {
    std::vector<int> result;
    for (const double opacity : opacities_) result.push_back(static_cast<int>(std::lround(opacity * kFullStrength)));
    return result;
  }

 private:
  std::vector<double> opacities_;
};

}  // namespace

void ColourSurvey::add(const Picture& picture, const PixelRect& rect) {
  const PixelRect inside = rect.intersected(picture.bounds());
  for (int y = inside.top; y < inside.bottom(); ++y) {
    const auto row =
        picture.row(y).subspan(static_cast<std::size_t>(inside.left), static_cast<std::size_t>(inside.width));
    for (const std::uint32_t pixel : row) {
      seen_.set((pixel >> 19U & 31U) << 10U | (pixel >> 11U & 31U) << 5U | (pixel >> 3U & 31U));
    }
  }
}

double ColourSurvey::least_contrast(Colour text, Colour scrim, double scrim_opacity, Colour card,
                                    double card_opacity) const {
  const double text_luminance = luminance(text);
  // Light text suffers from the lightest colour a step may stand for, dark text from the darkest. Of the colours that
  // differ in blue only, one is the worst for every strength of the scrim.
  const bool light_text = text_luminance > luminance(scrim);
  const unsigned rest = light_text ? 7 : 0;
  const auto part = [&](std::size_t five_bits) { return static_cast<std::uint8_t>(five_bits << 3U | rest); };
  double least = 21;
  for (std::size_t red_green = 0; red_green < 1024; ++red_green) {
    for (std::size_t i = 0; i < 32; ++i) {
      const std::size_t blue = light_text ? 31 - i : i;
      if (!seen_[red_green << 5U | blue]) continue;
      const Colour colour{part(red_green >> 5U), part(red_green & 31U), part(blue)};
      const Colour below = mixed(mixed(colour, scrim, scrim_opacity), card, card_opacity);
      least = std::min(least, contrast_ratio(text_luminance, luminance(below)));
      break;
    }
  }
  return least;
}

std::vector<int> plan_scrim(const Picture& background, bool is_picture, const SlideLayout& layout, const Theme& theme) {
  ScrimProfile profile{is_picture ? theme.scrim_least : 0};
  const auto need = [&](const PixelRect& ink, std::initializer_list<Appearance> appearances) {
    return needed_opacity(background, ink, std::span{appearances.begin(), appearances.size()}, theme);
  };
  if (!is_picture) {
    // Everywhere, so that the backdrop keeps its shape: a band at the top would look like a bar.
    profile.raise(0, kCanvas.height, need(layout.label_area(), {{theme.label_colour}}), 1, 1);
  }

  // From the title down the scrim only gets stronger, so that it ends below the footer and not between texts.
  const PixelRect title = layout.title.ink();
  double strength = is_picture ? theme.scrim_text : 0;
  strength = std::max(strength, need(title, {{theme.title_colour}}));
  profile.raise(title.top - kClearance, kCanvas.height, strength, theme.scrim_reach, 1);
  if (is_picture) {
    profile.raise(kCanvas.height - 1, kCanvas.height, std::min(strength + kBottomExtra, 1.0),
                  std::max(kCanvas.height - title.top, 1), 1);
  }
  for (const PlacedBullet& bullet : layout.bullets) {
    const double bullet_need =
        need(bullet.text.ink(), {{theme.spoken_colour}, {theme.current_colour, theme.card_opacity}});
    profile.raise(bullet.card.top, kCanvas.height, bullet_need, theme.scrim_reach, 1);
  }
  const PixelRect footer = layout.progress.ink();
  const double footer_need =
      std::max(need(footer, {{theme.label_colour}}), need(layout.logo_box, {{theme.label_colour}}));
  profile.raise(layout.logo_box.top, kCanvas.height, footer_need, kShortFade, 1);
  return profile.strengths();
}

std::vector<int> plan_soft_focus(const SlideLayout& layout, const Theme& theme) {
  constexpr double kMost = 0.94;
  constexpr double kLeast = 0.6;
  constexpr double kFreeRowsForMost = 700;
  const int top = layout.title.ink().top;
  ScrimProfile profile{0};
  profile.raise(top - kClearance, kCanvas.height, std::clamp(top / kFreeRowsForMost, kLeast, kMost),
                theme.scrim_reach * 3 / 4, 1);
  return profile.strengths();
}

double panel_opacity(const Picture& background, const SlideLayout& layout, const Theme& theme) {
  const Appearance appearance{theme.label_colour};
  return std::max(theme.panel_opacity, needed_opacity(background, layout.label_panel, {&appearance, 1}, theme));
}

}  // namespace vina
