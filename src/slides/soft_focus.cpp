// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/soft_focus.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "base/pixels.h"
#include "base/vector_clones.h"
#include "slides/compositing.h"

namespace vina {
namespace {

/// The picture is averaged over square cells, the cells are blurred, and interpolated between their middles.
constexpr int kCell = 8;
constexpr int kColumns = kCanvas.width / kCell;
constexpr int kRows = kCanvas.height / kCell;
/// Cells on each side of a cell that a pass of the blur takes in; two passes make a soft round spot.
constexpr int kRadius = 4;
constexpr int kPasses = 2;

/// Red, green and blue with eight bits behind the point.
using Cell = std::array<std::int32_t, 3>;
using Cells = std::vector<Cell>;

std::size_t index(int column, int row) {
  return static_cast<std::size_t>(row) * kColumns + static_cast<std::size_t>(column);
}

VINA_VECTOR_CLONES
Cells average_cells(const Picture& picture) {
  Cells cells(static_cast<std::size_t>(kColumns) * kRows, Cell{});
  for (int y = 0; y < kCanvas.height; ++y) {
    const std::uint32_t* pixels = picture.row(y).data();
    for (int column = 0; column < kColumns; ++column) {
      std::uint32_t red = 0;
      std::uint32_t green = 0;
      std::uint32_t blue = 0;
      for (int i = 0; i < kCell; ++i) {
        const std::uint32_t pixel = pixels[column * kCell + i];
        red += pixel >> 16U & 0xFFU;
        green += pixel >> 8U & 0xFFU;
        blue += pixel & 0xFFU;
      }
      Cell& cell = cells[index(column, y / kCell)];
      constexpr std::int32_t kScale = 256 / (kCell * kCell);
      cell[0] += static_cast<std::int32_t>(red) * kScale;
      cell[1] += static_cast<std::int32_t>(green) * kScale;
      cell[2] += static_cast<std::int32_t>(blue) * kScale;
    }
  }
  return cells;
}

/// One box blur along rows (`step` 1) or columns (`step` kColumns); beyond its ends a line goes on as it ends.
void blur_line(Cell* first, std::ptrdiff_t step, int count, std::vector<Cell>& line) {
  line.resize(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) line[static_cast<std::size_t>(i)] = first[step * i];
  const auto at = [&](int i) -> const Cell& { return line[static_cast<std::size_t>(std::clamp(i, 0, count - 1))]; };
  for (std::size_t part = 0; part < 3; ++part) {
    std::int32_t sum = 0;
    for (int i = -kRadius; i <= kRadius; ++i) sum += at(i)[part];
    for (int i = 0; i < count; ++i) {
      first[step * i][part] = sum / (2 * kRadius + 1);
      sum += at(i + kRadius + 1)[part] - at(i - kRadius)[part];
    }
  }
}

void blur(Cells& cells) {
  std::vector<Cell> line;
  for (int pass = 0; pass < kPasses; ++pass) {
    for (int row = 0; row < kRows; ++row) blur_line(&cells[index(0, row)], 1, kColumns, line);
    for (int column = 0; column < kColumns; ++column) blur_line(&cells[index(column, 0)], kColumns, kRows, line);
  }
}

/// The cells' colours along one row of pixels, one array a part, with the first and the last colour once more outside.
using CellRow = std::array<std::array<std::int32_t, kColumns + 2>, 3>;

CellRow cells_along(const Cells& cells, int y) {
  const int down = y + kCell / 2;  // from the middle of the row of cells above
  const int row = std::clamp(down / kCell - 1, 0, kRows - 1);
  const int next = std::clamp(down / kCell, 0, kRows - 1);
  const int part_of_next = down % kCell;
  CellRow result{};
  for (std::size_t part = 0; part < 3; ++part) {
    for (int column = -1; column <= kColumns; ++column) {
      const int inside = std::clamp(column, 0, kColumns - 1);
      const std::int32_t above = cells[index(inside, row)][part];
      const std::int32_t below = cells[index(inside, next)][part];
      result[part][static_cast<std::size_t>(column + 1)] =
          (above * (kCell - part_of_next) + below * part_of_next) / kCell;
    }
  }
  return result;
}

/// One part of a row of pixels, with eight bits behind the point.
using PartRow = std::array<std::int32_t, kCanvas.width + kCell>;

/// Interpolates between the middles of the cells: values[0] is half a cell left of the first pixel.
VINA_VECTOR_CLONES
void interpolate(const std::int32_t* cells, std::int32_t* values) {
  for (int column = 0; column <= kColumns; ++column) {
    const std::int32_t from = cells[column] * kCell;
    const std::int32_t step = cells[column + 1] - cells[column];
    for (int i = 0; i < kCell; ++i) values[column * kCell + i] = (from + step * i) / kCell;
  }
}

VINA_VECTOR_CLONES
void soften_row(std::uint32_t* pixels, const std::int32_t* red, const std::int32_t* green, const std::int32_t* blue,
                int y, int weight) {
  const auto softened = [&](std::uint32_t sharp_part, std::int32_t soft, std::int32_t threshold) {
    const std::int32_t sharp = static_cast<std::int32_t>(sharp_part) * 256;
    const std::int32_t value = sharp + (((soft - sharp) / 16 * weight) >> 8) + threshold;
    return static_cast<std::uint32_t>(std::min(value, 0xFFFF) >> 8);
  };
  for (int x = 0; x < kCanvas.width; ++x) {
    const std::uint32_t pixel = pixels[x];
    const auto threshold = static_cast<std::int32_t>(dither_threshold(x, y, 2));
    pixels[x] = 0xFF00'0000U | softened(pixel >> 16U & 0xFFU, red[x], threshold) << 16U |
                softened(pixel >> 8U & 0xFFU, green[x], threshold) << 8U | softened(pixel & 0xFFU, blue[x], threshold);
  }
}

}  // namespace

void soften(Picture& picture, std::span<const int> weights) {
  Cells cells = average_cells(picture);
  blur(cells);
  std::array<PartRow, 3> parts;
  for (int y = 0; y < kCanvas.height; ++y) {
    const int weight = weights[static_cast<std::size_t>(y)];
    if (weight == 0) continue;
    const CellRow row = cells_along(cells, y);
    for (std::size_t part = 0; part < 3; ++part) interpolate(row[part].data(), parts[part].data());
    constexpr int kHalfCell = kCell / 2;
    soften_row(picture.row(y).data(), parts[0].data() + kHalfCell, parts[1].data() + kHalfCell,
               parts[2].data() + kHalfCell, y, weight);
  }
}

}  // namespace vina
