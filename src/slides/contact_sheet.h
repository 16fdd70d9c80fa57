// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>

#include "base/atomic_file.h"
#include "base/picture.h"
#include "base/pixels.h"

namespace vina {

/// The picture at another size, each pixel the mean of what it covers; made for scaling down. Not larger than it is.
Picture scaled_down(const Picture& picture, PixelSize size);

/// Pictures side by side on one dark sheet, each `thumbnail` pixels, `columns` to a row, in reading order.
/// They may have any one size; there must be at least one.
class ContactSheet {
 public:
  ContactSheet(std::size_t count, std::size_t columns, PixelSize thumbnail = {270, 480});

  /// Puts a picture in the next place; places left over stay dark.
  void add(const Picture& picture);
  const Picture& sheet() const { return sheet_; }

 private:
  std::size_t columns_;
  PixelSize thumbnail_;
  std::size_t used_ = 0;
  Picture sheet_;
};

/// Replaces the content of `file`, which the caller commits, by the picture as PNG. Throws Error (kStorage).
void write_png(const Picture& picture, AtomicFile& file);

}  // namespace vina
