// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/h264/bits.h"

#include <bit>
#include <cassert>
#include <utility>

#include "base/error.h"

namespace vina::h264 {

void BitWriter::u(int count, std::uint32_t value) {
  assert(count >= 0 && count <= 32);
  for (int bit = count - 1; bit >= 0; --bit) {
    if (free_bits_ == 0) {
      bytes_.push_back(std::byte{0});
      free_bits_ = 8;
    }
    --free_bits_;
    if (((value >> bit) & 1U) != 0) bytes_.back() |= std::byte{1} << free_bits_;
  }
}

void BitWriter::ue(std::uint32_t value) {
  assert(value != UINT32_MAX);
  const auto length = static_cast<int>(std::bit_width(value + 1));
  u(length - 1, 0);
  u(length, value + 1);
}

void BitWriter::se(std::int32_t value) {
  const std::uint32_t magnitude =
      value < 0 ? 0U - static_cast<std::uint32_t>(value) : static_cast<std::uint32_t>(value);
  ue(value > 0 ? 2 * magnitude - 1 : 2 * magnitude);
}

void BitWriter::rbsp_trailing_bits() {
  u(1, 1);
  free_bits_ = 0;  // what is left of the byte is zero already
}

void BitWriter::cabac_alignment_one_bits() {
  u(free_bits_, 0xFF);
}

void BitWriter::bytes(std::span<const std::byte> bytes) {
  assert(is_aligned());
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
}

std::vector<std::byte> BitWriter::take() {
  assert(is_aligned());
  return std::exchange(bytes_, {});
}

std::uint32_t BitReader::u(int count) {
  assert(count >= 0 && count <= 32);
  if (position_ + static_cast<std::size_t>(count) > bytes_.size() * 8) {
    throw Error{ErrorKind::kMedia, "an H.264 unit ends too early"};
  }
  std::uint32_t value = 0;
  for (; count > 0; --count, ++position_) {
    const auto byte = std::to_integer<std::uint32_t>(bytes_[position_ / 8]);
    value = value << 1 | (byte >> (7 - position_ % 8) & 1U);
  }
  return value;
}

std::uint32_t BitReader::ue() {
  int zeros = 0;
  while (u(1) == 0) {
    if (++zeros > 31) throw Error{ErrorKind::kMedia, "an H.264 unit holds a number that is too large"};
  }
  return (1U << zeros) - 1 + u(zeros);
}

std::int32_t BitReader::se() {
  const std::uint32_t code = ue();
  const auto magnitude = static_cast<std::int32_t>((code >> 1) + (code & 1));
  return (code & 1) != 0 ? magnitude : -magnitude;
}

std::span<const std::byte> BitReader::rest_from_byte_border() const {
  return bytes_.subspan((position_ + 7) / 8);
}

}  // namespace vina::h264
