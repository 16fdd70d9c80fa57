// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/colour.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace vina {
namespace {

std::array<double, 256> make_linear_table() {
  std::array<double, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const double part = static_cast<double>(i) / 255;
    table[i] = part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  }
  return table;
}

std::uint8_t mixed_part(std::uint8_t from, std::uint8_t to, double weight) {
  return static_cast<std::uint8_t>(std::lround(from + (to - from) * weight));
}

}  // namespace

double luminance(Colour colour) {
  static const std::array<double, 256> kLinear = make_linear_table();
  return 0.2126 * kLinear[colour.red] + 0.7152 * kLinear[colour.green] + 0.0722 * kLinear[colour.blue];
}

double contrast_ratio(double luminance_a, double luminance_b) {
  return (std::max(luminance_a, luminance_b) + 0.05) / (std::min(luminance_a, luminance_b) + 0.05);
}

double contrast_ratio(Colour a, Colour b) {
  return contrast_ratio(luminance(a), luminance(b));
}

Colour mixed(Colour from, Colour to, double weight) {
  return {mixed_part(from.red, to.red, weight), mixed_part(from.green, to.green, weight),
          mixed_part(from.blue, to.blue, weight)};
}

}  // namespace vina
