// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/logo.h"

#include <algorithm>
#include <fstream>
#include <span>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "base/error.h"
#include "wrap/crypto/hash.h"

namespace vina {
namespace {

constexpr std::streamoff kLargestFile = 16 << 20;
constexpr int kLargestSide = 4096;

[[noreturn]] void reject(const std::filesystem::path& path, std::string_view reason,
                         ErrorKind kind = ErrorKind::kInvalidOption) {
  throw Error{kind, fmt::format("the logo '{}' {}; give a PNG, with transparency if you like", path.string(), reason)};
}

std::vector<char> read_bytes(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) reject(path, "is no file that can be read");
  std::ifstream file{path, std::ios::binary | std::ios::ate};
  const std::streamoff size = file.tellg();
  if (!file || size < 0) reject(path, "cannot be read");
  if (size > kLargestFile) reject(path, "is larger than 16 MB");
  std::vector<char> bytes(static_cast<std::size_t>(size));
  file.seekg(0);
  if (!file.read(bytes.data(), size)) reject(path, "cannot be read");
  return bytes;
}

cairo::Surface decode(const std::vector<char>& bytes, const std::filesystem::path& path) {
  try {
    return cairo::Surface::from_png(std::as_bytes(std::span{bytes}), kLargestSide);
  } catch (const Error& error) {
    reject(path, error.what(), ErrorKind::kMedia);
  }
}

}  // namespace

Logo::Logo(const std::filesystem::path& path) : Logo{path, read_bytes(path)} {}

Logo::Logo(const std::filesystem::path& path, const std::vector<char>& bytes)
    : digest_{crypto::sha256({bytes.data(), bytes.size()})}, image_{decode(bytes, path)} {}

void Logo::draw(cairo::Context& context, const PixelRect& box) const {
  const std::lock_guard lock{mutex_};
  const cairo::SaveGuard saved{context};
  const PixelSize size = image_.size();
  const double scale =
      std::min(static_cast<double>(box.width) / size.width, static_cast<double>(box.height) / size.height);
  context.translate(box.left, box.top + (box.height - size.height * scale) / 2);
  context.scale(scale, scale);
  context.draw(image_);
}

}  // namespace vina
