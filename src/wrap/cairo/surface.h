// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/picture.h"
#include "base/pixels.h"

using cairo_surface_t = struct _cairo_surface;

namespace vina::cairo {

enum class Format {
  kArgb,  ///< premultiplied 0xAARRGGBB, native-endian
  kMask,  ///< one byte of coverage a pixel
};

/// Owns a cairo image surface. Not thread-safe; different surfaces may be used by different threads.
/// Constructors throw Error (kInternal) naming the C function.
class Surface {
 public:
  /// Transparent.
  Surface(PixelSize size, Format format);
  /// Draws on the picture's own pixels, which must outlive the surface. Cairo leaves the top byte undefined.
  explicit Surface(Picture& picture);

  /// Decodes a PNG of at most `largest` pixels a side, with its transparency. Throws Error (kMedia) with the reason
  /// alone: the caller knows the file's name.
  static Surface from_png(std::span<const std::byte> bytes, int largest);

  PixelSize size() const;
  /// One row of a kMask surface, for reading what was drawn.
  std::span<const std::uint8_t> mask_row(int y);
  cairo_surface_t* get() const { return surface_.get(); }

 private:
  struct Deleter {
    void operator()(cairo_surface_t* surface) const noexcept;
  };
  explicit Surface(cairo_surface_t* adopted);

  std::unique_ptr<cairo_surface_t, Deleter> surface_;
};

/// The picture as a PNG file's bytes (RGB, 8 bits). Throws Error (kInternal) naming the C function.
std::vector<std::byte> encode_png(const Picture& picture);
/// A kArgb surface as a PNG with transparency.
std::vector<std::byte> encode_png(const Surface& surface);

}  // namespace vina::cairo
