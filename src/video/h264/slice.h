// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "video/h264/parameter_sets.h"

/// Note [Held pictures]
/// A slide video shows few different pictures and holds each for seconds. x264 codes each different picture; a frame in
/// which it is held is written here, as a P picture of skipped macroblocks only, in 7 bytes. That is exact: a skipped
/// macroblock takes its pixels from the reference picture with the vector inferred from its neighbours, which is zero
/// when they are skipped too; it has no residual, and the deblocking filter is off.
///
/// Every held frame is a reference picture, because picture order count type 2 forbids two non-reference pictures in a
/// row. So each takes the next frame_num, and the pictures that x264 codes afterwards carry a wrong one: it is replaced
/// in their slice headers. Nothing else changes, for the picture x264 predicts from is bit for bit the one the decoder
/// holds. frame_num starts from 0 at each IDR picture, so slides can be coded apart and joined.
namespace vina::h264 {

/// The held frame with this frame_num (any count since the last IDR picture; taken modulo its range): one NAL unit.
std::vector<std::byte> make_held_slice(const SliceSyntax& syntax, std::int64_t frame_num);

/// The numbers that depend on where a picture stands in the stream.
struct SliceNumbers {
  std::int64_t frame_num = 0;    ///< reference pictures since the last IDR picture; taken modulo its range
  std::uint32_t idr_pic_id = 0;  ///< for IDR pictures: differs from that of a neighbouring IDR picture
};

/// The same CABAC-coded slice (a NAL unit, I or P, from x264) with other numbers in its header.
/// Throws Error (kMedia) for a slice of another kind.
std::vector<std::byte> renumber_slice(std::span<const std::byte> slice, const SliceSyntax& syntax,
                                      const SliceNumbers& numbers);

}  // namespace vina::h264
