// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>

#include "base/pixels.h"
#include "wrap/ffmpeg/video_frame.h"

namespace vina {

/// Scales `part` of a frame with transparency to 0xAARRGGBB words. Colours are multiplied by alpha before they are
/// mixed, so that what hides under transparent pixels does not bleed into visible ones. The frame is worked through in
/// strips: besides it, only a few hundred rows and the result are in memory. The part lies on the chroma grid (4).
ffmpeg::VideoFrame scale_with_alpha(const ffmpeg::VideoFrame& frame, const PixelRect& part, PixelSize size);

/// What shows through a transparent picture that has to become opaque.
enum class Backdrop : std::uint8_t { kBlack = 0, kWhite = 255 };

/// White, as on paper; black where what is drawn is nearly white itself. `frame` holds premultiplied words.
Backdrop choose_backdrop(const ffmpeg::VideoFrame& frame);

/// One premultiplied pixel laid over the backdrop, opaque.
std::uint32_t over(Backdrop backdrop, std::uint32_t pixel);

/// The pixel with no colour above its alpha, which scaling can overshoot.
std::uint32_t within_alpha(std::uint32_t pixel);

}  // namespace vina
