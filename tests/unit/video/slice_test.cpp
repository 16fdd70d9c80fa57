// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/h264/slice.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "video/h264/bits.h"
#include "video/h264/nal_unit.h"

namespace vina::h264 {
namespace {

constexpr SliceSyntax kSyntax{.frame_num_bits = 4, .macroblocks = 8160, .cabac = true, .deblocking_control = true};
const std::vector<std::byte> kData{std::byte{0}, std::byte{0}, std::byte{1}, std::byte{0x80}};

/// What x264 writes: an IDR or P slice header, then CABAC data.
std::vector<std::byte> make_slice(bool idr, std::uint32_t frame_num, std::uint32_t idr_pic_id,
                                  const SliceSyntax& syntax = kSyntax) {
  BitWriter bits;
  bits.ue(0);
  bits.ue(idr ? 7 : 5);
  bits.ue(0);
  bits.u(syntax.frame_num_bits, frame_num);
  if (idr) bits.ue(idr_pic_id);
  if (!idr) bits.u(2, 0);  // no override of the reference count, no list modification
  bits.u(idr ? 2 : 1, 0);  // reference marking
  if (!idr) bits.ue(0);    // cabac_init_idc
  bits.se(-8);             // slice_qp_delta
  if (syntax.deblocking_control) {
    bits.ue(0);
    bits.se(-3);
    bits.se(-3);
  }
  bits.cabac_alignment_one_bits();
  bits.bytes(kData);
  return make_nal_unit(idr ? NalType::kIdrSlice : NalType::kSlice, idr ? 3 : 2, bits.take());
}

TEST(HeldSlice, IsSevenBytesForTheWholeCanvas) {
  const std::vector<std::byte> slice = make_held_slice(kSyntax, 5);
  ASSERT_EQ(slice.size(), 7U);
  const std::vector<std::byte> payload = payload_of(slice);
  BitReader bits{payload};
  EXPECT_EQ(slice.front(), std::byte{0x41}) << "a reference picture, not an IDR picture";
  EXPECT_EQ(bits.ue(), 0U) << "first_mb_in_slice";
  EXPECT_EQ(bits.ue(), 5U) << "slice_type";
  EXPECT_EQ(bits.ue(), kHeldPictureParameterSet);
  EXPECT_EQ(bits.u(4), 5U) << "frame_num";
  EXPECT_EQ(bits.u(3), 0U) << "override, list modification, marking";
  EXPECT_EQ(bits.se(), 0) << "slice_qp_delta";
  EXPECT_EQ(bits.ue(), 1U) << "disable_deblocking_filter_idc";
  EXPECT_EQ(bits.ue(), 8160U) << "mb_skip_run";
  EXPECT_EQ(bits.u(1), 1U) << "rbsp_stop_one_bit";
}

TEST(HeldSlice, LeavesOutTheDeblockingFieldWhereThePictureSetHasNone) {
  SliceSyntax syntax = kSyntax;
  syntax.deblocking_control = false;
  const std::vector<std::byte> payload = payload_of(make_held_slice(syntax, 0));
  BitReader bits{payload};
  bits.u(1 + 5 + 3 + 4 + 3 + 1);
  EXPECT_EQ(bits.ue(), 8160U) << "mb_skip_run";
}

TEST(HeldSlice, CountsFrameNumModuloItsRange) {
  EXPECT_EQ(make_held_slice(kSyntax, 16), make_held_slice(kSyntax, 0));
  EXPECT_EQ(make_held_slice(kSyntax, 17 + 160), make_held_slice(kSyntax, 1));
  EXPECT_NE(make_held_slice(kSyntax, 15), make_held_slice(kSyntax, 0));
}

TEST(RenumberSlice, ChangesNothingButFrameNum) {
  for (std::uint32_t frame_num = 0; frame_num < 16; ++frame_num) {
    EXPECT_EQ(renumber_slice(make_slice(false, 1, 0), kSyntax, {.frame_num = frame_num}),
              make_slice(false, frame_num, 0));
  }
  EXPECT_EQ(renumber_slice(make_slice(false, 1, 0), kSyntax, {.frame_num = 35}), make_slice(false, 3, 0));
}

TEST(RenumberSlice, RealignsTheDataWhenTheIdrNumberNeedsMoreBits) {
  for (std::uint32_t idr_pic_id : {0U, 1U, 2U, 3U, 100U, 65535U}) {
    EXPECT_EQ(renumber_slice(make_slice(true, 0, 0), kSyntax, {.idr_pic_id = idr_pic_id}),
              make_slice(true, 0, idr_pic_id));
    EXPECT_EQ(renumber_slice(make_slice(true, 0, idr_pic_id), kSyntax, {}), make_slice(true, 0, 0));
  }
}

TEST(RenumberSlice, KeepsTheEmulationPreventionRight) {
  SliceSyntax wide = kSyntax;
  wide.frame_num_bits = 16;  // zeros enough to look like a start code
  const std::vector<std::byte> renumbered =
      renumber_slice(make_slice(false, 0xFFFF, 0, wide), wide, {.frame_num = 0x10000});
  EXPECT_EQ(renumbered, make_slice(false, 0, 0, wide));
  EXPECT_EQ(renumber_slice(renumbered, wide, {.frame_num = 0xFFFF}), make_slice(false, 0xFFFF, 0, wide));
}

TEST(RenumberSlice, RefusesWhatItCannotRead) {
  EXPECT_THROW(renumber_slice(std::vector{std::byte{0x67}, std::byte{0x64}}, kSyntax, {}), Error);
  EXPECT_THROW(renumber_slice(make_held_slice(kSyntax, 1), kSyntax, {}), Error) << "it uses the other picture set";
  SliceSyntax cavlc = kSyntax;
  cavlc.cabac = false;
  EXPECT_THROW(renumber_slice(make_slice(false, 1, 0), cavlc, {}), Error);
  EXPECT_THROW(renumber_slice(std::vector{std::byte{0x41}}, kSyntax, {}), Error) << "it ends at once";
}

}  // namespace
}  // namespace vina::h264
