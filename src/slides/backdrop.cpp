// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/backdrop.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/vector_clones.h"
#include "slides/compositing.h"
#include "wrap/cairo/context.h"
#include "wrap/cairo/surface.h"

namespace vina {
namespace {

/// The gradient is computed at the corners of square cells and interpolated within them.
constexpr int kCellBits = 3;
constexpr int kCell = 1 << kCellBits;
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

/// Red, green, blue, and how strongly shapes show (255 with eight bits behind the point is fully).
using FixedColour = std::array<Fixed, 4>;

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

/// The colours at the corners of the cells, row by row, one plane a part.
using Corners = std::array<std::vector<Fixed>, 4>;

Corners make_corners(const Theme& theme, const Arrangement& arrangement) {
  Corners corners;
  for (int row = 0; row < kRows; ++row) {
    for (int column = 0; column < kColumns; ++column) {
      constexpr double kUnit = static_cast<double>(kCell) / kCanvas.width;
      const FixedColour colour = gradient_at(theme, arrangement, column * kUnit, row * kUnit);
      for (std::size_t part = 0; part < colour.size(); ++part) corners[part].push_back(colour[part]);
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

/// Interpolates one part of the colours of row `down` of a row of cells.
VINA_VECTOR_CLONES
void interpolate(const Fixed* above, const Fixed* below, int down, Fixed* values) {
  Fixed edges[kColumns];
  for (int column = 0; column < kColumns; ++column) {
    edges[column] = above[column] * kCell + (below[column] - above[column]) * down;
  }
  for (int column = 0; column + 1 < kColumns; ++column) {
    const Fixed from = edges[column] * kCell;
    const Fixed step = edges[column + 1] - edges[column];
    for (int i = 0; i < kCell; ++i) values[column * kCell + i] = (from + step * i) >> (2 * kCellBits);
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
  const Corners corners = make_corners(theme, arrangement);
  cairo::Surface leaves = draw_leaves(arrangement);
  const Cover cover{theme.shape_colour, static_cast<int>(std::lround(theme.shape_opacity * 4095)),
                    static_cast<int>(std::lround(theme.grain * 256))};
  Picture picture{kCanvas};
  std::array<PartRow, 4> parts;
  for (int y = 0; y < kCanvas.height; ++y) {
    for (std::size_t part = 0; part < parts.size(); ++part) {
      const Fixed* above = corners[part].data() + static_cast<std::ptrdiff_t>(y / kCell) * kColumns;
      interpolate(above, above + kColumns, y % kCell, parts[part].data());
    }
    finish_row(parts[0].data(), parts[1].data(), parts[2].data(), parts[3].data(), leaves.mask_row(y).data(), y, cover,
               picture.row(y).data());
  }
  return picture;
}

}  // namespace vina
