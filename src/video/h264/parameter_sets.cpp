// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/h264/parameter_sets.h"

#include <string>

#include "base/error.h"
#include "video/h264/bits.h"
#include "video/h264/nal_unit.h"

namespace vina::h264 {
namespace {

constexpr std::uint32_t kHighProfile = 100;

void expect(bool condition, const char* what) {
  if (!condition) {
    throw Error{ErrorKind::kMedia,
                std::string{"x264 writes a stream in which pictures cannot be held: "} + what + "; use --hold encode"};
  }
}

void read_sequence(std::span<const std::byte> unit, SliceSyntax& syntax) {
  const std::vector<std::byte> payload = payload_of(unit);
  BitReader bits{payload};
  const std::uint32_t profile = bits.u(8);
  bits.u(16);  // constraint flags, level
  bits.ue();   // seq_parameter_set_id
  if (profile == kHighProfile) {
    expect(bits.ue() == 1, "its chroma is not 4:2:0");
    bits.ue();  // bit_depth_luma_minus8
    bits.ue();  // bit_depth_chroma_minus8
    bits.u(1);  // qpprime_y_zero_transform_bypass_flag
    expect(bits.u(1) == 0, "it has a scaling matrix");
  }
  syntax.frame_num_bits = static_cast<int>(bits.ue()) + 4;
  expect(bits.ue() == 2, "its picture order count type is not 2");
  expect(bits.ue() == 1, "it has more than one reference frame");
  bits.u(1);  // gaps_in_frame_num_value_allowed_flag
  const std::uint32_t columns = bits.ue() + 1;
  const std::uint32_t rows = bits.ue() + 1;
  expect(bits.u(1) == 1, "it is interlaced");
  syntax.macroblocks = static_cast<int>(columns * rows);
}

void read_picture(std::span<const std::byte> unit, SliceSyntax& syntax) {
  const std::vector<std::byte> payload = payload_of(unit);
  BitReader bits{payload};
  expect(bits.ue() == 0, "its picture parameter set is not number 0");
  bits.ue();  // seq_parameter_set_id
  syntax.cabac = bits.u(1) == 1;
  expect(bits.u(1) == 0, "it announces more about the picture order");
  expect(bits.ue() == 0, "it has slice groups");
  expect(bits.ue() == 0, "a slice refers to more than one picture");
  bits.ue();  // num_ref_idx_l1_default_active_minus1
  expect(bits.u(1) == 0, "it weights predictions");
  bits.u(2);  // weighted_bipred_idc
  bits.se();  // pic_init_qp_minus26
  bits.se();  // pic_init_qs_minus26
  bits.se();  // chroma_qp_index_offset
  syntax.deblocking_control = bits.u(1) == 1;
  bits.u(1);  // constrained_intra_pred_flag
  expect(bits.u(1) == 0, "it has redundant slices");
}

std::vector<std::byte> held_picture_set(const SliceSyntax& syntax) {
  BitWriter bits;
  bits.ue(kHeldPictureParameterSet);
  bits.ue(0);    // seq_parameter_set_id
  bits.u(1, 0);  // entropy_coding_mode_flag: CAVLC
  bits.u(1, 0);  // bottom_field_pic_order_in_frame_present_flag
  bits.ue(0);    // num_slice_groups_minus1
  bits.ue(0);    // num_ref_idx_l0_default_active_minus1
  bits.ue(0);    // num_ref_idx_l1_default_active_minus1
  bits.u(1, 0);  // weighted_pred_flag
  bits.u(2, 0);  // weighted_bipred_idc
  bits.se(0);    // pic_init_qp_minus26
  bits.se(0);    // pic_init_qs_minus26
  bits.se(0);    // chroma_qp_index_offset
  bits.u(1, syntax.deblocking_control ? 1 : 0);
  bits.u(1, 0);  // constrained_intra_pred_flag
  bits.u(1, 0);  // redundant_pic_cnt_present_flag
  bits.rbsp_trailing_bits();
  return make_nal_unit(NalType::kPictureParameterSet, 3, bits.take());
}

void append_with_length(BitWriter& bits, std::span<const std::byte> unit) {
  bits.u(16, static_cast<std::uint32_t>(unit.size()));
  bits.bytes(unit);
}

}  // namespace

ParameterSets read_parameter_sets(std::span<const std::byte> sequence, std::span<const std::byte> picture) {
  ParameterSets sets{{sequence.begin(), sequence.end()}, {picture.begin(), picture.end()}, {}, {}};
  read_sequence(sequence, sets.syntax);
  read_picture(picture, sets.syntax);
  sets.held_picture = held_picture_set(sets.syntax);
  return sets;
}

std::vector<std::byte> decoder_configuration(const ParameterSets& sets) {
  BitWriter bits;
  bits.u(8, 1);                                        // configurationVersion
  bits.bytes(std::span{sets.sequence}.subspan(1, 3));  // profile, constraint flags, level
  bits.u(8, 0xFC | 3);                                 // lengthSizeMinusOne
  bits.u(8, 0xE0 | 1);                                 // numOfSequenceParameterSets
  append_with_length(bits, sets.sequence);
  bits.u(8, 2);  // numOfPictureParameterSets
  append_with_length(bits, sets.picture);
  append_with_length(bits, sets.held_picture);
  if (std::to_integer<std::uint32_t>(sets.sequence[1]) == kHighProfile) {
    bits.u(8, 0xFC | 1);  // chroma_format: 4:2:0
    bits.u(8, 0xF8);      // bit_depth_luma_minus8
    bits.u(8, 0xF8);      // bit_depth_chroma_minus8
    bits.u(8, 0);         // numOfSequenceParameterSetExt
  }
  return bits.take();
}

}  // namespace vina::h264
