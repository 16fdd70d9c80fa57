// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/cairo/context.h"

#include <algorithm>
#include <numbers>
#include <string>

#include <cairo.h>

#include "base/error.h"

namespace vina::cairo {

void Context::Deleter::operator()(cairo_t* context) const noexcept {
  cairo_destroy(context);
}

Context::Context(Surface& surface) : context_{cairo_create(surface.get())} {
  check();
  cairo_set_line_cap(get(), CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join(get(), CAIRO_LINE_JOIN_ROUND);
}

void Context::clip(const PixelRect& rect) {
  rectangle(rect.left, rect.top, rect.width, rect.height);
  cairo_clip(get());
}

void Context::translate(double x, double y) {
  cairo_translate(get(), x, y);
}

void Context::rotate(double angle) {
  cairo_rotate(get(), angle);
}

void Context::scale(double x, double y) {
  cairo_scale(get(), x, y);
}

void Context::move_to(double x, double y) {
  cairo_move_to(get(), x, y);
}

void Context::line_to(double x, double y) {
  cairo_line_to(get(), x, y);
}

void Context::curve_to(double x1, double y1, double x2, double y2, double x, double y) {
  cairo_curve_to(get(), x1, y1, x2, y2, x, y);
}

void Context::close_path() {
  cairo_close_path(get());
}

void Context::rectangle(double left, double top, double width, double height) {
  cairo_rectangle(get(), left, top, width, height);
}

void Context::rounded_rectangle(double left, double top, double width, double height, double radius) {
  constexpr double kQuarter = std::numbers::pi / 2;
  const double r = std::min({radius, width / 2, height / 2});
  cairo_new_sub_path(get());
  cairo_arc(get(), left + width - r, top + r, r, -kQuarter, 0);
  cairo_arc(get(), left + width - r, top + height - r, r, 0, kQuarter);
  cairo_arc(get(), left + r, top + height - r, r, kQuarter, 2 * kQuarter);
  cairo_arc(get(), left + r, top + r, r, 2 * kQuarter, 3 * kQuarter);
  cairo_close_path(get());
}

void Context::circle(double x, double y, double radius) {
  arc(x, y, radius, 0, 2 * std::numbers::pi);
  cairo_close_path(get());
}

void Context::arc(double x, double y, double radius, double from, double to) {
  cairo_new_sub_path(get());
  cairo_arc(get(), x, y, radius, from, to);
}

void Context::set_paint(const Paint& paint) {
  cairo_set_source_rgba(get(), paint.red, paint.green, paint.blue, paint.alpha);
}

void Context::set_linear_gradient(double x1, double y1, double x2, double y2,
                                  std::initializer_list<GradientStop> stops) {
  const std::unique_ptr<cairo_pattern_t, decltype(&cairo_pattern_destroy)> pattern{
      cairo_pattern_create_linear(x1, y1, x2, y2), &cairo_pattern_destroy};
  for (const GradientStop& stop : stops) {
    cairo_pattern_add_color_stop_rgba(pattern.get(), stop.offset, stop.paint.red, stop.paint.green, stop.paint.blue,
                                      stop.paint.alpha);
  }
  cairo_set_source(get(), pattern.get());
}

void Context::fill() {
  cairo_fill(get());
}

void Context::stroke(double width) {
  cairo_set_line_width(get(), width);
  cairo_stroke(get());
}

void Context::draw(const Surface& image) {
  cairo_set_source_surface(get(), image.get(), 0, 0);
  cairo_pattern_set_filter(cairo_get_source(get()), CAIRO_FILTER_BEST);
  cairo_paint(get());
}

void Context::check() const {
  const cairo_status_t status = cairo_status(get());
  if (status == CAIRO_STATUS_SUCCESS) return;
  throw Error{ErrorKind::kInternal, std::string{"drawing with cairo: "} + cairo_status_to_string(status)};
}

SaveGuard::SaveGuard(Context& context) : context_{context} {
  cairo_save(context_.get());
}

SaveGuard::~SaveGuard() {
  cairo_restore(context_.get());
}

}  // namespace vina::cairo
