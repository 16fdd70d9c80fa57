// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <string>
#include <vector>

#include "base/picture.h"

namespace vina::testing {

inline std::filesystem::path sample(const std::string& name) {
  return std::filesystem::path{VINA_SOURCE_DIR} / "tests" / "golden" / "images" / name;
}

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

inline void write_text(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream{path, std::ios::binary} << bytes;
}

inline std::vector<std::byte> to_bytes(const std::string& text) {
  std::vector<std::byte> bytes;
  for (const char c : text) bytes.push_back(static_cast<std::byte>(c));
  return bytes;
}

struct Colour {
  int red = 0, green = 0, blue = 0;
  friend std::ostream& operator<<(std::ostream& out, const Colour& c) {
    return out << "rgb(" << c.red << ", " << c.green << ", " << c.blue << ")";
  }
};

inline Colour colour_of(std::uint32_t pixel) {
  return {static_cast<int>(pixel >> 16U & 255U), static_cast<int>(pixel >> 8U & 255U), static_cast<int>(pixel & 255U)};
}

inline int difference(const Colour& a, const Colour& b) {
  return std::max({std::abs(a.red - b.red), std::abs(a.green - b.green), std::abs(a.blue - b.blue)});
}

inline Colour colour_at(const Picture& picture, int x, int y) {
  return colour_of(picture.row(y)[static_cast<std::size_t>(x)]);
}

/// The patches of tests/golden/images/make_images.py, three by two.
inline constexpr std::array<Colour, 6> kPatches{Colour{200, 30, 40}, {20, 160, 60},   {30, 60, 200},
                                                {230, 220, 40},      {128, 128, 128}, {250, 250, 250}};

/// The colour in the middle of a patch of a picture in which all six are shown.
inline Colour patch(const Picture& picture, int index) {
  const auto [width, height] = picture.size();
  return colour_at(picture, width * (2 * (index % 3) + 1) / 6, height * (2 * (index / 3) + 1) / 4);
}

}  // namespace vina::testing
