// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <mutex>

#include "base/pixels.h"
#include "wrap/cairo/context.h"
#include "wrap/cairo/surface.h"

namespace vina {

/// A logo with its transparency. Thread-safe: cairo counts the users of a surface without atomics while it draws from
/// it, so one thread draws the logo at a time.
class Logo {
 public:
  /// Reads a PNG of at most 4096 pixels a side. Throws Error naming the file, what is wrong with it and the
  /// cure: kInvalidOption if there is no such file, kMedia if it is no such PNG.
  explicit Logo(const std::filesystem::path& path);

  /// The SHA-256 of its file.
  const std::string& digest() const { return digest_; }

  /// Draws it as large as it fits into `box`, at its bottom left.
  void draw(cairo::Context& context, const PixelRect& box) const;

 private:
  Logo(const std::filesystem::path& path, const std::vector<char>& bytes);

  std::string digest_;
  cairo::Surface image_;
  mutable std::mutex mutex_;
};

}  // namespace vina
