// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/contact_sheet.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "wrap/cairo/surface.h"

namespace vina {
namespace {

constexpr int kGap = 24;
constexpr std::uint32_t kSheetColour = 0xFF14'181C;

std::uint32_t mean_of(const Picture& picture, const PixelRect& rect) {
  std::uint32_t red = 0;
  std::uint32_t green = 0;
  std::uint32_t blue = 0;
  for (int y = rect.top; y < rect.bottom(); ++y) {
    const auto row = picture.row(y).subspan(static_cast<std::size_t>(rect.left), static_cast<std::size_t>(rect.width));
    for (const std::uint32_t pixel : row) {
      red += pixel >> 16U & 0xFFU;
      green += pixel >> 8U & 0xFFU;
      blue += pixel & 0xFFU;
    }
  }
  const auto count = static_cast<std::uint32_t>(rect.width * rect.height);
  const auto mean = [&](std::uint32_t sum) { return (sum + count / 2) / count; };
  return 0xFF00'0000U | mean(red) << 16U | mean(green) << 8U | mean(blue);
}

}  // namespace

Picture scaled_down(const Picture& picture, PixelSize size) {
  const PixelSize from = picture.size();
  assert(0 < size.width && size.width <= from.width && 0 < size.height && size.height <= from.height);
  Picture result{size};
  for (int y = 0; y < size.height; ++y) {
    const int top = y * from.height / size.height;
    const int bottom = (y + 1) * from.height / size.height;
    for (int x = 0; x < size.width; ++x) {
      const int left = x * from.width / size.width;
      const int right = (x + 1) * from.width / size.width;
      result.row(y)[static_cast<std::size_t>(x)] = mean_of(picture, {left, top, right - left, bottom - top});
    }
  }
  return result;
}

ContactSheet::ContactSheet(std::size_t count, std::size_t columns, PixelSize thumbnail)
    : columns_{std::min(columns, count)}, thumbnail_{thumbnail} {
  assert(count > 0 && columns > 0);
  const auto across = static_cast<int>(columns_);
  const auto down = static_cast<int>((count + columns_ - 1) / columns_);
  sheet_ = Picture{{across * (thumbnail.width + kGap) + kGap, down * (thumbnail.height + kGap) + kGap}};
  std::fill_n(sheet_.data(), sheet_.size().width * sheet_.size().height, kSheetColour);
}

void ContactSheet::add(const Picture& picture) {
  const Picture small = scaled_down(picture, thumbnail_);
  const int left = kGap + static_cast<int>(used_ % columns_) * (thumbnail_.width + kGap);
  const int top = kGap + static_cast<int>(used_ / columns_) * (thumbnail_.height + kGap);
  assert(top + thumbnail_.height <= sheet_.size().height);
  ++used_;
  for (int y = 0; y < thumbnail_.height; ++y) {
    const auto row = small.row(y);
    std::copy(row.begin(), row.end(), sheet_.row(top + y).subspan(static_cast<std::size_t>(left)).begin());
  }
}

void write_png(const Picture& picture, AtomicFile& file) {
  const std::vector<std::byte> png = cairo::encode_png(picture);
  file.write_all({reinterpret_cast<const char*>(png.data()), png.size()});
}

}  // namespace vina
