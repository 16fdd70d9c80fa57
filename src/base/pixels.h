// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <algorithm>

namespace vina {

struct PixelSize {
  int width = 0;
  int height = 0;
  bool operator==(const PixelSize&) const = default;
};

/// A rectangle on the pixel grid: left and top are inside, left + width and top + height are not.
struct PixelRect {
  int left = 0;
  int top = 0;
  int width = 0;
  int height = 0;

  int right() const { return left + width; }
  int bottom() const { return top + height; }
  bool empty() const { return width <= 0 || height <= 0; }
  bool operator==(const PixelRect&) const = default;

  /// The smallest rectangle that holds both; an empty one adds nothing.
  PixelRect united(const PixelRect& other) const {
    if (empty()) return other;
    if (other.empty()) return *this;
    const int new_left = std::min(left, other.left);
    const int new_top = std::min(top, other.top);
    return {new_left, new_top, std::max(right(), other.right()) - new_left,
            std::max(bottom(), other.bottom()) - new_top};
  }

  PixelRect intersected(const PixelRect& other) const {
    const int new_left = std::max(left, other.left);
    const int new_top = std::max(top, other.top);
    return {new_left, new_top, std::max(0, std::min(right(), other.right()) - new_left),
            std::max(0, std::min(bottom(), other.bottom()) - new_top)};
  }
};

/// The picture every lesson video has: vertical, for a phone.
inline constexpr PixelSize kCanvas{1080, 1920};

}  // namespace vina
