// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <array>
#include <filesystem>
#include <string>

#include "base/pixels.h"
#include "lesson/lesson.h"
#include "slides/colour.h"

namespace vina {

/// How one kind of text is set. Sizes are those of the em square, in pixels of the 1080 x 1920 canvas.
struct TypeStyle {
  std::string family;  ///< fonts for other scripts follow behind it by themselves
  int weight = 400;
  int largest = 48;          ///< tried first
  int comfortable = 48;      ///< text grows into the room kept for captions before it gets smaller than this
  int smallest = 40;         ///< never below
  double line_height = 1.3;  ///< between baselines, in ems
  double tracking = 0;       ///< extra space between letters, in ems; only where letters are not joined
};

/// The parts of the canvas that no player or app covers.
enum class SafeArea {
  kPlayer,  ///< an own player: small margins
  kSocial,  ///< strict: clear of everything the large apps draw over a video
};

/// The look of all slides, as plain data; a theme file sets any of these. `docs/themes.md` says what each does.
/// The defaults are the theme "vina".
struct Theme {
  std::string name = "vina";
  std::string source;          ///< the text it was read from: all that makes it differ from the defaults
  std::filesystem::path logo;  ///< a PNG; empty for none

  TypeStyle title{"Inter Display", 700, 116, 84, 56, 1.1, -0.014};
  TypeStyle body{"Inter", 600, 58, 48, 40, 1.28, -0.006};
  TypeStyle label{"Inter", 500, 38, 38, 32, 1.3, 0};

  Colour title_colour{0xFF, 0xFF, 0xFF};
  Colour current_colour{0xFF, 0xFF, 0xFF};
  Colour spoken_colour{0xC4, 0xD6, 0xDD};
  Colour label_colour{0xED, 0xF6, 0xF6};

  Colour card_colour{0xBF, 0xF5, 0xEC};
  double card_opacity = 0.13;
  int card_radius = 36;

  /// By slide type, in the order of SlideType.
  std::array<Colour, 5> accents{Colour{0x5C, 0xE6, 0xCF}, Colour{0xFF, 0xC8, 0x57}, Colour{0x5C, 0xE6, 0xCF},
                                Colour{0x7C, 0xC9, 0xFF}, Colour{0xC9, 0xB3, 0xFF}};

  Colour backdrop_from{0x00, 0x73, 0x73};
  Colour backdrop_to{0x08, 0x12, 0x2B};
  Colour backdrop_light{0x14, 0xA8, 0x9C};
  double backdrop_light_opacity = 0.34;
  Colour shape_colour{0x9F, 0xFF, 0xF0};
  double shape_opacity = 0.075;
  double grain = 1.0;  ///< of the dither, in levels of 255

  Colour scrim_colour{0x05, 0x0D, 0x1E};
  double scrim_least = 0.06;   ///< over all of a picture
  double scrim_text = 0.74;    ///< behind the texts, more where contrast asks for it
  double panel_opacity = 0.6;  ///< of the panel behind the lesson's title on a picture, at least
  int scrim_reach = 480;       ///< rows over which it fades out above the texts
  double least_contrast = 4.8;

  PixelRect player_area{60, 100, 960, 1720};
  PixelRect social_area{100, 400, 770, 848};
  int caption_top = 1500;  ///< below it a player may draw captions: used for text only when it does not fit above

  int gap_after_label = 56;
  int gap_after_title = 52;
  int gap_between_bullets = 12;
  int card_padding = 30;
  int logo_height = 60;

  Colour accent(SlideType type) const { return accents[static_cast<std::size_t>(type)]; }
  const PixelRect& area(SafeArea which) const { return which == SafeArea::kPlayer ? player_area : social_area; }
};

}  // namespace vina
