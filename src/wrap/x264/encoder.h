// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/pixels.h"

struct x264_t;

namespace vina::x264 {

/// Stops x264 from adapting to anything but the pictures: one thread, no lookahead, no B pictures, one reference.
/// What is left to choose:
struct EncoderSettings {
  PixelSize size;                    ///< even in both directions
  std::string preset = "superfast";  ///< x264's own names, "ultrafast" to "placebo"
  std::string tune = "stillimage";   ///< x264's own names
  std::string profile = "high";      ///< x264's own names
  int level = 40;                    ///< ten times the H.264 level
  int quantizer = 18;                ///< 0 to 51, of pictures that do not say otherwise
  int subpixel_refinement = 0;       ///< x264's "subme"; 0 leaves out interpolation
  int frames_per_second = 30;
};

enum class PictureType { kIdr, kPredicted };

/// Three planes of 8-bit samples, 4:2:0; chroma planes have half the width and height.
struct PictureView {
  std::array<const std::uint8_t*, 3> planes{};
  std::array<int, 3> strides_bytes{};
};

/// One `x264_t`. Each call of `encode` gives the coded picture at once. For one thread.
class Encoder {
 public:
  /// Throws Error (kMedia) naming the x264 function and x264's own complaint.
  explicit Encoder(const EncoderSettings& settings);
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;
  ~Encoder();

  /// The sequence and the picture parameter set, in this order: NAL units without start code.
  std::vector<std::vector<std::byte>> parameter_sets();

  /// Codes the picture and returns its one slice: a NAL unit without start code, emulation prevention in place.
  /// `quantizer` is the QP (0 to 51) of all its macroblocks. `constant_macroblocks`, if not
  /// empty, has one entry a macroblock in raster order: not 0 promises that all its pixels are those of the picture
  /// coded before.
  std::vector<std::byte> encode(const PictureView& picture, PictureType type, int quantizer,
                                std::span<const std::uint8_t> constant_macroblocks);

 private:
  std::string complaint_;  ///< x264's last error line; declared before the handle, which writes to it
  ::x264_t* handle_ = nullptr;
  std::int64_t pictures_ = 0;
  std::vector<std::uint8_t> constant_;
};

}  // namespace vina::x264
