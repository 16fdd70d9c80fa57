// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include "base/pixels.h"

namespace vina {

/// How a stored picture is turned for display, from Exif orientation 1 to 8: first swap rows and columns, then mirror.
class Orientation {
 public:
  explicit constexpr Orientation(int exif)
      : transposed_{exif >= 5},
        mirrored_x_{exif == 2 || exif == 3 || exif == 6 || exif == 7},
        mirrored_y_{exif == 3 || exif == 4 || exif == 7 || exif == 8} {}

  constexpr bool is_upright() const { return !transposed_ && !mirrored_x_ && !mirrored_y_; }

  /// Turns the size of the stored picture into that of the shown one, or back.
  constexpr PixelSize turned(PixelSize size) const { return transposed_ ? PixelSize{size.height, size.width} : size; }

  struct Point {
    int x;
    int y;
  };
  /// Where the pixel at `shown` of a shown picture of `shown_size` is stored.
  constexpr Point stored(Point shown, PixelSize shown_size) const {
    const Point unmirrored{mirrored_x_ ? shown_size.width - 1 - shown.x : shown.x,
                           mirrored_y_ ? shown_size.height - 1 - shown.y : shown.y};
    return transposed_ ? Point{unmirrored.y, unmirrored.x} : unmirrored;
  }
  /// Where a part of the shown picture is stored.
  constexpr PixelRect stored(const PixelRect& shown, PixelSize shown_size) const {
    const int left = mirrored_x_ ? shown_size.width - shown.right() : shown.left;
    const int top = mirrored_y_ ? shown_size.height - shown.bottom() : shown.top;
    return transposed_ ? PixelRect{top, left, shown.height, shown.width}
                       : PixelRect{left, top, shown.width, shown.height};
  }

 private:
  bool transposed_;
  bool mirrored_x_;
  bool mirrored_y_;
};

}  // namespace vina
