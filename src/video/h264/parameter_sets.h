// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vina::h264 {

/// What must be known to write and rewrite slice headers.
struct SliceSyntax {
  int frame_num_bits = 4;          ///< log2_max_frame_num
  int macroblocks = 0;             ///< in a picture
  bool cabac = true;               ///< entropy_coding_mode_flag of the first picture parameter set
  bool deblocking_control = true;  ///< deblocking_filter_control_present_flag of both picture parameter sets

  bool operator==(const SliceSyntax&) const = default;
};

/// The parameter sets of a stream whose coded pictures come from x264 and whose held frames are written by us.
struct ParameterSets {
  std::vector<std::byte> sequence;      ///< a NAL unit
  std::vector<std::byte> picture;       ///< a NAL unit: set 0, for the coded pictures
  std::vector<std::byte> held_picture;  ///< a NAL unit: set 1, CAVLC, so that a held frame takes 7 bytes
  SliceSyntax syntax;

  bool operator==(const ParameterSets&) const = default;
};

inline constexpr std::uint32_t kHeldPictureParameterSet = 1;

/// Reads the two sets that x264 gives out and adds the third. Throws Error (kMedia) naming what differs if they are not
/// of the one kind this project can hold pictures in: frames only, picture order count type 2, one reference frame, one
/// slice group, no weighted prediction (Note [Held pictures]).
ParameterSets read_parameter_sets(std::span<const std::byte> sequence, std::span<const std::byte> picture);

/// The AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1) for NAL units behind four length bytes: the `avcC`
/// box.
std::vector<std::byte> decoder_configuration(const ParameterSets& sets);

}  // namespace vina::h264
