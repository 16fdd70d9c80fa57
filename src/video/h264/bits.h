// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vina::h264 {

/// Writes the syntax elements of H.264 (ITU-T H.264, 7.2 and 9.1), most significant bit first.
class BitWriter {
 public:
  /// The lowest `count` (0 to 32) bits of `value`.
  void u(int count, std::uint32_t value);
  /// Unsigned Exp-Golomb code; `value` below 2^32 - 1.
  void ue(std::uint32_t value);
  /// Signed Exp-Golomb code.
  void se(std::int32_t value);
  /// A one, then zeros up to the next byte border.
  void rbsp_trailing_bits();
  /// Ones up to the next byte border.
  void cabac_alignment_one_bits();
  /// Whole bytes; only on a byte border.
  void bytes(std::span<const std::byte> bytes);

  bool is_aligned() const { return free_bits_ == 0; }
  /// What was written; only on a byte border.
  std::vector<std::byte> take();

 private:
  std::vector<std::byte> bytes_;
  int free_bits_ = 0;  ///< in the last byte
};

/// Reads what BitWriter writes. Reading past the end throws Error (kMedia).
class BitReader {
 public:
  explicit BitReader(std::span<const std::byte> bytes) : bytes_{bytes} {}

  std::uint32_t u(int count);
  std::uint32_t ue();
  std::int32_t se();
  /// Moves to the next byte border and returns all that follows.
  std::span<const std::byte> rest_from_byte_border() const;

 private:
  std::span<const std::byte> bytes_;
  std::size_t position_ = 0;  ///< in bits
};

}  // namespace vina::h264
