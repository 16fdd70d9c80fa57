// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <initializer_list>
#include <memory>

#include "base/pixels.h"
#include "wrap/cairo/surface.h"

using cairo_t = struct _cairo;

namespace vina::cairo {

/// A colour with its opacity, each part from 0 to 1.
struct Paint {
  double red = 0;
  double green = 0;
  double blue = 0;
  double alpha = 1;
};

struct GradientStop {
  double offset = 0;  ///< 0 at the first point, 1 at the second
  Paint paint;
};

/// Owns a cairo drawing context on one surface, which must outlive it. Lengths are pixels, angles radians, clockwise
/// with y downwards. `check()` throws Error (kInternal) if any call before it failed. Not thread-safe.
class Context {
 public:
  explicit Context(Surface& surface);

  void clip(const PixelRect& rect);
  void translate(double x, double y);
  void rotate(double angle);
  void scale(double x, double y);

  void move_to(double x, double y);
  void line_to(double x, double y);
  void curve_to(double x1, double y1, double x2, double y2, double x, double y);
  void close_path();
  void rectangle(double left, double top, double width, double height);
  /// Corners are quarter circles of `radius`, or less where the rectangle is smaller than two of them.
  void rounded_rectangle(double left, double top, double width, double height, double radius);
  void circle(double x, double y, double radius);
  void arc(double x, double y, double radius, double from, double to);

  void set_paint(const Paint& paint);
  void set_linear_gradient(double x1, double y1, double x2, double y2, std::initializer_list<GradientStop> stops);
  /// Both end the path. Line ends and joins are round.
  void fill();
  void stroke(double width);
  /// Draws the whole of `image` with its top left corner at the origin, well filtered when scaled down.
  void draw(const Surface& image);

  void check() const;
  cairo_t* get() const { return context_.get(); }

 private:
  struct Deleter {
    void operator()(cairo_t* context) const noexcept;
  };
  std::unique_ptr<cairo_t, Deleter> context_;
};

/// Keeps the clip, the transformation and the paint of a context and puts them back.
class SaveGuard {
 public:
  explicit SaveGuard(Context& context);
  SaveGuard(const SaveGuard&) = delete;
  SaveGuard& operator=(const SaveGuard&) = delete;
  ~SaveGuard();

 private:
  Context& context_;
};

}  // namespace vina::cairo
