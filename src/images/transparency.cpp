// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/transparency.h"

#include <algorithm>

#include "wrap/ffmpeg/scaler.h"

namespace vina {
namespace {

constexpr int kStripRows = 256;
/// More than the reach of the filter that makes chroma rows out of half as many, so that strips leave no seam.
constexpr int kMarginRows = 16;

struct Channels {
  std::uint32_t alpha, red, green, blue;
};

constexpr Channels split(std::uint32_t pixel) {
  return {pixel >> 24U, pixel >> 16U & 0xffU, pixel >> 8U & 0xffU, pixel & 0xffU};
}

constexpr std::uint32_t join(const Channels& c) {
  return c.alpha << 24U | c.red << 16U | c.green << 8U | c.blue;
}

constexpr std::uint32_t premultiplied(std::uint32_t pixel) {
  const Channels c = split(pixel);
  if (c.alpha == 255) return pixel;
  const auto times_alpha = [&](std::uint32_t colour) { return (colour * c.alpha + 127) / 255; };
  return join({c.alpha, times_alpha(c.red), times_alpha(c.green), times_alpha(c.blue)});
}

}  // namespace

ffmpeg::VideoFrame scale_with_alpha(const ffmpeg::VideoFrame& frame, const PixelRect& part, PixelSize size) {
  ffmpeg::StripScaler scaler{{part.width, part.height}, size};
  for (int begin = 0; begin < part.height; begin += kStripRows) {
    const int end = std::min(begin + kStripRows, part.height);
    const int top = std::max(0, begin - kMarginRows);
    const int bottom = std::min(end + kMarginRows, part.height);
    const PixelRect rows{part.left, part.top + top, part.width, bottom - top};
    ffmpeg::VideoFrame strip = ffmpeg::scaled(frame.cropped(rows), {rows.width, rows.height});
    for (int y = begin - top; y < end - top; ++y) {
      for (std::uint32_t& pixel : strip.row(y)) pixel = premultiplied(pixel);
    }
    scaler.push(strip, begin - top, end - top);
  }
  return scaler.take();
}

Backdrop choose_backdrop(const ffmpeg::VideoFrame& frame) {
  constexpr std::uint64_t kNearlyWhite = 200;
  std::uint64_t luma = 0;
  std::uint64_t alpha = 0;
  for (int y = 0; y < frame.size().height; ++y) {
    for (const std::uint32_t pixel : frame.row(y)) {
      const Channels c = split(pixel);
      luma += 54 * c.red + 183 * c.green + 19 * c.blue;  // BT.709, in 256ths
      alpha += c.alpha;
    }
  }
  return luma / 256 * 255 > kNearlyWhite * alpha ? Backdrop::kBlack : Backdrop::kWhite;
}

std::uint32_t over(Backdrop backdrop, std::uint32_t pixel) {
  const Channels c = split(pixel);
  const std::uint32_t light = (255 - c.alpha) * static_cast<std::uint32_t>(backdrop) / 255;
  const auto add = [&](std::uint32_t colour) { return std::min<std::uint32_t>(255, colour + light); };
  return join({0, add(c.red), add(c.green), add(c.blue)});
}

std::uint32_t within_alpha(std::uint32_t pixel) {
  const Channels c = split(pixel);
  return join({c.alpha, std::min(c.red, c.alpha), std::min(c.green, c.alpha), std::min(c.blue, c.alpha)});
}

}  // namespace vina
