// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/backdrop.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "slides/compositing.h"
#include "slides/vector_clones.h"
#include "wrap/cairo/context.h"
#include "wrap/cairo/surface.h"

namespace vina {
namespace {

/// The gradient is computed at the corners of square cells and interpolated within them.
constexpr int kCell = 8;
constexpr int kColumns = kCanvas.width / kCell + 1;
constexpr int kRows = kCanvas.height / kCell + 1;
static_assert(kCanvas.width % kCell == 0 && kCanvas.height % kCell == 0);

/// A leaf: two arcs that meet in points. Its stem is at (x, y), it points along `angle` (degrees, clockwise from
/// right).
struct Leaf {
  double x;
  double y;
  double angle;
  double length;
  double breadth;  ///< as a share of the length
  double opacity;  ///< as a share of the theme's shape opacity
};

/// How a slide type places its light and leaves. Positions are shares of the canvas width, from its top left corner.
struct Arrangement {
  double light_x;
  double light_y;
  double light_radius;
  std::array<Leaf, 3> leaves;
};

Arrangement arrangement_of(SlideType type) {
  switch (type) {
    case SlideType::kHook:
      return {0.82,
              0.22,
              0.95,
              {Leaf{1.16, 0.98, -118, 1.42, 0.50, 1.0}, Leaf{1.16, 0.98, -152, 1.15, 0.46, 0.8},
               Leaf{1.16, 0.98, -186, 0.90, 0.44, 0.6}}};
    case SlideType::kExample:
      return {0.18,
              0.30,
              0.95,
              {Leaf{-0.12, 0.62, -52, 1.30, 0.48, 1.0}, Leaf{-0.12, 0.62, -18, 1.05, 0.46, 0.8},
               Leaf{-0.12, 0.62, 16, 0.80, 0.44, 0.6}}};
    case SlideType::kConnection:
      return {0.55,
              0.12,
              1.0,
              {Leaf{0.10, -0.16, 48, 1.40, 0.46, 1.0}, Leaf{1.02, -0.12, 118, 1.25, 0.48, 0.8},
               Leaf{0.56, -0.10, 84, 0.95, 0.40, 0.5}}};
    case SlideType::kConcept:
    case SlideType::kUnspecified:
      break;
  }
  return {0.88,
          0.10,
          1.0,
          {Leaf{1.10, -0.14, 128, 1.50, 0.48, 1.0}, Leaf{1.10, -0.14, 164, 1.20, 0.46, 0.8},
           Leaf{1.10, -0.14, 96, 1.20, 0.44, 0.6}}};
}

double smooth_step(double t) {
  t = std::clamp(t, 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

/// A colour's part with eight bits behind the point.
using Fixed = std::int32_t;

struct FixedColour {
  Fixed red = 0;
  Fixed green = 0;
  Fixed blue = 0;
  Fixed shape = 0;  ///< how strongly shapes show here; 255 with eight bits behind the point is fully
};

FixedColour gradient_at(const Theme& theme, const Arrangement& arrangement, double x, double y) {
  constexpr double kAspect = static_cast<double>(kCanvas.height) / kCanvas.width;
  const double along = smooth_step(0.18 * x + 0.92 * y / kAspect + 0.02);
  const double dx = x - arrangement.light_x;
  const double dy = y - arrangement.light_y;
  const double r = arrangement.light_radius;
  const double light = theme.backdrop_light_opacity * std::exp(-3 * (dx * dx + dy * dy) / (r * r));
  const auto part = [&](std::uint8_t from, std::uint8_t to, std::uint8_t lit) {
    const double base = from + (to - from) * along;
    return static_cast<Fixed>(std::lround((base + (lit - base) * light) * 256));
  };
  return {part(theme.backdrop_from.red, theme.backdrop_to.red, theme.backdrop_light.red),
          part(theme.backdrop_from.green, theme.backdrop_to.green, theme.backdrop_light.green),
          part(theme.backdrop_from.blue, theme.backdrop_to.blue, theme.backdrop_light.blue),
          // Leaves are drawn flat, which is many times faster than with gradients; their sheen is the light's.
          static_cast<Fixed>(
              std::lround(std::min(1.0, 0.35 + 0.9 * std::exp(-1.6 * (dx * dx + dy * dy) / (r * r))) * 255 * 256))};
}

std::vector<FixedColour> make_corners(const Theme& theme, const Arrangement& arrangement) {
  std::vector<FixedColour> corners;
  corners.reserve(static_cast<std::size_t>(kColumns) * kRows);
  for (int row = 0; row < kRows; ++row) {
    for (int column = 0; column < kColumns; ++column) {
      constexpr double kUnit = static_cast<double>(kCell) / kCanvas.width;
      corners.push_back(gradient_at(theme, arrangement, column * kUnit, row * kUnit));
    }
  }
  return corners;
}

void add_leaf(cairo::Context& context, const Leaf& leaf) {
  const cairo::SaveGuard saved{context};
  context.translate(leaf.x * kCanvas.width, leaf.y * kCanvas.width);
  context.rotate(leaf.angle * 3.14159265358979 / 180);
  const double length = leaf.length * kCanvas.width;
  const double bulge = length * leaf.breadth * 0.75;
  context.move_to(0, 0);
  context.curve_to(length * 0.30, -bulge, length * 0.72, -bulge * 0.9, length, 0);
  context.curve_to(length * 0.72, bulge * 0.9, length * 0.30, bulge, 0, 0);
  context.close_path();
  context.set_paint({1, 1, 1, leaf.opacity});
  context.fill();
}

cairo::Surface draw_leaves(const Arrangement& arrangement) {
  cairo::Surface mask{kCanvas, cairo::Format::kMask};
  cairo::Context context{mask};
  for (const Leaf& leaf : arrangement.leaves) add_leaf(context, leaf);
  context.check();
  return mask;
}

/// One part of a row of pixels, with eight bits behind the point.
using PartRow = std::array<Fixed, kCanvas.width>;

/// Interpolates one part of the colours between the corners above and below a row.
void interpolate(const FixedColour* above, const FixedColour* below, Fixed FixedColour::*part, int down,
                 PartRow& values) {
  const auto between = [&](std::size_t column) {
    return above[column].*part * kCell + (below[column].*part - above[column].*part) * down;
  };
  for (std::size_t column = 0; column + 1 < kColumns; ++column) {
    const Fixed from = between(column) * kCell;
    const Fixed step = between(column + 1) - between(column);
    for (int i = 0; i < kCell; ++i) {
      values[column * kCell + static_cast<std::size_t>(i)] = (from + step * i) / (kCell * kCell);
    }
  }
}

/// What covers the gradient.
struct Cover {
  Colour shape;
  int shape_strength;  ///< of a fully covered pixel, 0 to 4095
  int grain;           ///< in 1/256 level
};

VINA_VECTOR_CLONES
void finish_row(const Fixed* red, const Fixed* green, const Fixed* blue, const Fixed* shape, const std::uint8_t* mask,
                int y, const Cover cover, std::uint32_t* out) {
  const auto finished = [](Fixed value, int target, int strength, int noise) {
    const Fixed covered = value + (((target * 256 - value) * strength) >> 12) + noise;
    return static_cast<std::uint32_t>(std::clamp(covered >> 8, 0, 255));
  };
  for (int x = 0; x < kCanvas.width; ++x) {
    const int strength = (((mask[x] * shape[x]) >> 8) * cover.shape_strength) >> 16;
    const int noise = 128 + (((static_cast<int>(dither_threshold(x, y, 0)) - 128) * cover.grain) >> 8);
    out[x] = 0xFF00'0000U | finished(red[x], cover.shape.red, strength, noise) << 16U |
             finished(green[x], cover.shape.green, strength, noise) << 8U |
             finished(blue[x], cover.shape.blue, strength, noise);
  }
}

}  // namespace

Picture paint_backdrop(const Theme& theme, SlideType type) {
  const Arrangement arrangement = arrangement_of(type);
  const std::vector<FixedColour> corners = make_corners(theme, arrangement);
  cairo::Surface leaves = draw_leaves(arrangement);
  const Cover cover{theme.shape_colour, static_cast<int>(std::lround(theme.shape_opacity * 4095)),
                    static_cast<int>(std::lround(theme.grain * 256))};
  Picture picture{kCanvas};
  std::array<PartRow, 4> parts;
  for (int y = 0; y < kCanvas.height; ++y) {
    const FixedColour* above = corners.data() + static_cast<std::size_t>(y / kCell) * kColumns;
    const FixedColour* below = above + kColumns;
    interpolate(above, below, &FixedColour::red, y % kCell, parts[0]);
    interpolate(above, below, &FixedColour::green, y % kCell, parts[1]);
    interpolate(above, below, &FixedColour::blue, y % kCell, parts[2]);
    interpolate(above, below, &FixedColour::shape, y % kCell, parts[3]);
    finish_row(parts[0].data(), parts[1].data(), parts[2].data(), parts[3].data(), leaves.mask_row(y).data(), y, cover,
               picture.row(y).data());
  }
  return picture;
}

}  // namespace vina
