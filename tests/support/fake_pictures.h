// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/picture.h"
#include "slides/picture_sequence.h"

namespace vina::testing {

/// Gives out the pictures it was made with.
class FakePictures : public PictureSequence {
 public:
  explicit FakePictures(std::vector<HeldPicture> pictures) : pictures_{std::move(pictures)} {}

  std::optional<HeldPicture> next() override {
    if (given_ == pictures_.size()) return std::nullopt;
    return pictures_[given_++];
  }

 private:
  std::vector<HeldPicture> pictures_;
  std::size_t given_ = 0;
};

/// Colourful shapes with hard edges on a gradient; another `seed` gives another picture.
inline Picture make_picture(PixelSize size, std::uint32_t seed) {
  Picture picture{size};
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const auto column = static_cast<std::uint32_t>(x);
      const auto row = static_cast<std::uint32_t>(y);
      const bool shape = ((column + 3 * seed) / 11 + (row + 5 * seed) / 7) % (3 + seed % 3) == 0;
      const std::uint32_t red = shape ? 230 - (seed * 37) % 200 : column * 90 / static_cast<std::uint32_t>(size.width);
      const std::uint32_t green = shape ? (seed * 53) % 256 : row * 200 / static_cast<std::uint32_t>(size.height);
      const std::uint32_t blue = shape ? (seed * 91) % 256 : 90;
      picture.row(y)[static_cast<std::size_t>(x)] = red << 16 | green << 8 | blue;
    }
  }
  return picture;
}

/// The same picture with one colour (0xRRGGBB) in `area`.
inline Picture with_patch(Picture picture, PixelRect area, std::uint32_t colour) {
  area = area.intersected(picture.bounds());
  for (int y = area.top; y < area.bottom(); ++y) {
    for (int x = area.left; x < area.right(); ++x) picture.row(y)[static_cast<std::size_t>(x)] = colour;
  }
  return picture;
}

/// A picture that changes everywhere.
inline HeldPicture hold(const Picture& picture, std::int64_t frames) {
  return {std::make_shared<Picture>(picture), picture.bounds(), Frames{frames}};
}

inline HeldPicture hold(const Picture& picture, PixelRect changed, std::int64_t frames) {
  return {std::make_shared<Picture>(picture), changed, Frames{frames}};
}

}  // namespace vina::testing
