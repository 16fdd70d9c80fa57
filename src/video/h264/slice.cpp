// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/h264/slice.h"

#include "base/error.h"
#include "video/h264/bits.h"
#include "video/h264/nal_unit.h"

namespace vina::h264 {
namespace {

constexpr std::uint32_t kAllSlicesAreP = 5;  // slice_type: P, and so are all others of the picture
constexpr int kReferenceIdc = 2;

std::uint32_t wrapped(std::int64_t frame_num, const SliceSyntax& syntax) {
  return static_cast<std::uint32_t>(frame_num) & ((1U << syntax.frame_num_bits) - 1);
}

void expect(bool condition) {
  if (!condition) throw Error{ErrorKind::kMedia, "x264 wrote a slice of an unexpected kind; use --hold encode"};
}

/// Reads elements of one slice header and writes them as they are.
struct HeaderCopy {
  BitReader from;
  BitWriter to;

  std::uint32_t u(int count) {
    const std::uint32_t value = from.u(count);
    to.u(count, value);
    return value;
  }
  std::uint32_t ue() {
    const std::uint32_t value = from.ue();
    to.ue(value);
    return value;
  }
  void se() { to.se(from.se()); }
};

}  // namespace

std::vector<std::byte> make_held_slice(const SliceSyntax& syntax, std::int64_t frame_num) {
  BitWriter bits;
  bits.ue(0);  // first_mb_in_slice
  bits.ue(kAllSlicesAreP);
  bits.ue(kHeldPictureParameterSet);
  bits.u(syntax.frame_num_bits, wrapped(frame_num, syntax));
  bits.u(1, 0);                                             // num_ref_idx_active_override_flag
  bits.u(1, 0);                                             // ref_pic_list_modification_flag_l0
  bits.u(1, 0);                                             // adaptive_ref_pic_marking_mode_flag
  bits.se(0);                                               // slice_qp_delta
  if (syntax.deblocking_control) bits.ue(1);                // disable_deblocking_filter_idc
  bits.ue(static_cast<std::uint32_t>(syntax.macroblocks));  // mb_skip_run
  bits.rbsp_trailing_bits();
  return make_nal_unit(NalType::kSlice, kReferenceIdc, bits.take());
}

std::vector<std::byte> renumber_slice(std::span<const std::byte> slice, const SliceSyntax& syntax,
                                      const SliceNumbers& numbers) {
  const NalType type = type_of(slice);
  const bool idr = type == NalType::kIdrSlice;
  expect((idr || type == NalType::kSlice) && syntax.cabac);

  const std::vector<std::byte> payload = payload_of(slice);
  HeaderCopy header{BitReader{payload}, BitWriter{}};
  expect(header.ue() == 0);                     // first_mb_in_slice
  const bool predicted = header.ue() % 5 == 0;  // slice_type
  expect(header.ue() == 0);                     // pic_parameter_set_id
  header.from.u(syntax.frame_num_bits);
  header.to.u(syntax.frame_num_bits, wrapped(numbers.frame_num, syntax));
  if (idr) {
    header.from.ue();
    header.to.ue(numbers.idr_pic_id);
  }
  if (predicted) {
    if (header.u(1) == 1) header.ue();  // num_ref_idx_active_override_flag, num_ref_idx_l0_active_minus1
    expect(header.u(1) == 0);           // ref_pic_list_modification_flag_l0
  }
  if (idr) {
    header.u(2);  // no_output_of_prior_pics_flag, long_term_reference_flag
  } else {
    expect(header.u(1) == 0);  // adaptive_ref_pic_marking_mode_flag
  }
  if (predicted) header.ue();  // cabac_init_idc
  header.se();                 // slice_qp_delta
  if (syntax.deblocking_control && header.ue() != 1) {
    header.se();  // slice_alpha_c0_offset_div2
    header.se();  // slice_beta_offset_div2
  }
  // CABAC data starts on a byte border, so it stays as it is however long the header before it became.
  header.to.cabac_alignment_one_bits();
  header.to.bytes(header.from.rest_from_byte_border());
  return make_nal_unit(type, static_cast<int>(std::to_integer<unsigned>(slice.front()) >> 5 & 3U), header.to.take());
}

}  // namespace vina::h264
