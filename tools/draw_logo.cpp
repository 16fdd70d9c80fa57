// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.

// Draws the logos in resources/logo: two leaves that make a V, and the name. Run: draw_logo FONT_FOLDER OUTPUT_FOLDER
#include <filesystem>
#include <iostream>
#include <string>

#include "base/atomic_file.h"
#include "base/error.h"
#include "slides/typesetter.h"
#include "wrap/cairo/context.h"
#include "wrap/cairo/surface.h"

namespace {

using vina::Colour;

struct Look {
  const char* file;
  Colour word;
  Colour right_leaf_from;
  Colour right_leaf_to;
  Colour left_leaf;
};

constexpr Look kLooks[] = {
    {"vina-on-dark.png", {0xFF, 0xFF, 0xFF}, {0x2F, 0xD6, 0xBE}, {0xB8, 0xFF, 0xE9}, {0x19, 0x9C, 0x93}},
    {"vina-on-light.png", {0x0B, 0x1B, 0x2E}, {0x00, 0x73, 0x73}, {0x12, 0xA8, 0x98}, {0x0B, 0x4F, 0x5C}},
};

vina::cairo::Paint paint_of(Colour colour) {
  return {colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0, 1};
}

/// A leaf from its stem at (x, y): two arcs that meet in a point `length` away along `angle` (radians).
void add_leaf(vina::cairo::Context& context, double x, double y, double angle, double length, double bulge) {
  const vina::cairo::SaveGuard saved{context};
  context.translate(x, y);
  context.rotate(angle);
  context.move_to(0, 0);
  context.curve_to(length * 0.18, -bulge, length * 0.66, -bulge, length, 0);
  context.curve_to(length * 0.80, bulge * 0.82, length * 0.30, bulge * 0.62, 0, 0);
  context.close_path();
}

void draw(const Look& look, vina::Typesetter& typesetter, const std::filesystem::path& folder) {
  constexpr double kHeight = 240;
  vina::TypeStyle type;
  type.family = "Inter Display";
  type.weight = 700;
  type.tracking = -0.02;
  const vina::TextBlock word = typesetter.set("vina", {type, 200, false}, 2000, vina::Alignment::kLeft);
  constexpr double kWordLeft = 262;
  vina::cairo::Surface surface{{static_cast<int>(kWordLeft + word.width) + 6, static_cast<int>(kHeight)},
                               vina::cairo::Format::kArgb};
  vina::cairo::Context context{surface};
  context.set_paint(paint_of(look.left_leaf));
  add_leaf(context, 106, 222, -2.02, 176, 58);
  context.fill();
  context.set_linear_gradient(106, 222, 220, 20,
                              {{0, paint_of(look.right_leaf_from)}, {1, paint_of(look.right_leaf_to)}});
  add_leaf(context, 106, 222, -1.04, 236, 78);
  context.fill();
  constexpr double kBaseline = 186;
  typesetter.draw(context, word, kWordLeft, kBaseline - word.lines.front().baseline, look.word);
  context.check();
  vina::AtomicFile file{folder / look.file};
  file.write_at(0, vina::cairo::encode_png(surface));
  file.commit();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: draw_logo FONT_FOLDER OUTPUT_FOLDER\n";
    return 2;
  }
  try {
    vina::Typesetter typesetter{arguments[1]};
    for (const Look& look : kLooks) draw(look, typesetter, arguments[2]);
  } catch (const vina::Error& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
