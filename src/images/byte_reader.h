// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace vina {

/// Reads numbers at given places of untrusted bytes. A read past the end gives nothing.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::byte> bytes) : bytes_{bytes} {}

  std::size_t size() const { return bytes_.size(); }
  std::span<const std::byte> from(std::size_t at) const { return bytes_.subspan(at < size() ? at : size()); }

  std::optional<std::uint32_t> big_endian(std::size_t at, std::size_t count) const {
    if (!has(at, count)) return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value << 8U | std::to_integer<std::uint32_t>(bytes_[at + i]);
    return value;
  }
  std::optional<std::uint32_t> little_endian(std::size_t at, std::size_t count) const {
    if (!has(at, count)) return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = count; i > 0; --i) value = value << 8U | std::to_integer<std::uint32_t>(bytes_[at + i - 1]);
    return value;
  }
  /// Whether `text` stands at `at`.
  bool holds(std::size_t at, std::string_view text) const {
    if (!has(at, text.size())) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (std::to_integer<unsigned char>(bytes_[at + i]) != static_cast<unsigned char>(text[i])) return false;
    }
    return true;
  }

 private:
  bool has(std::size_t at, std::size_t count) const { return at <= size() && count <= size() - at; }

  std::span<const std::byte> bytes_;
};

}  // namespace vina
