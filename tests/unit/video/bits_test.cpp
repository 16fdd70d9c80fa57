// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/h264/bits.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace vina::h264 {
namespace {

std::string as_bits(BitWriter writer, int count) {
  writer.rbsp_trailing_bits();
  const std::vector<std::byte> bytes = writer.take();
  BitReader reader{bytes};
  std::string text;
  for (int bit = 0; bit < count; ++bit) text += reader.u(1) == 1 ? '1' : '0';
  return text;
}

std::string ue(std::uint32_t value, int count) {
  BitWriter writer;
  writer.ue(value);
  return as_bits(writer, count);
}

std::string se(std::int32_t value, int count) {
  BitWriter writer;
  writer.se(value);
  return as_bits(writer, count);
}

TEST(BitWriter, WritesUnsignedExpGolombCodesOfTheStandardsTable) {
  // ITU-T H.264, table 9-2.
  EXPECT_EQ(ue(0, 1), "1");
  EXPECT_EQ(ue(1, 3), "010");
  EXPECT_EQ(ue(2, 3), "011");
  EXPECT_EQ(ue(3, 5), "00100");
  EXPECT_EQ(ue(6, 5), "00111");
  EXPECT_EQ(ue(7, 7), "0001000");
  EXPECT_EQ(ue(8160, 25), "0000000000001111111100001");
}

TEST(BitWriter, WritesSignedExpGolombCodesOfTheStandardsTable) {
  // ITU-T H.264, table 9-3: 0, 1, -1, 2, -2.
  EXPECT_EQ(se(0, 1), "1");
  EXPECT_EQ(se(1, 3), "010");
  EXPECT_EQ(se(-1, 3), "011");
  EXPECT_EQ(se(2, 5), "00100");
  EXPECT_EQ(se(-2, 5), "00101");
}

TEST(BitWriter, EndsWithAOneAndZerosUpToTheByteBorder) {
  BitWriter writer;
  writer.u(3, 0b101);
  writer.rbsp_trailing_bits();
  EXPECT_EQ(writer.take(), std::vector{std::byte{0b10110000}});
  writer.u(8, 0xAB);
  writer.rbsp_trailing_bits();
  EXPECT_EQ(writer.take(), (std::vector{std::byte{0xAB}, std::byte{0x80}}));
}

TEST(BitWriter, AlignsCabacDataWithOnesAndOnlyIfNeeded) {
  BitWriter writer;
  writer.u(2, 0);
  writer.cabac_alignment_one_bits();
  writer.cabac_alignment_one_bits();
  writer.bytes(std::vector{std::byte{0x42}});
  EXPECT_EQ(writer.take(), (std::vector{std::byte{0x3F}, std::byte{0x42}}));
}

TEST(BitReader, ReadsBackWhatWasWritten) {
  BitWriter writer;
  for (std::uint32_t value : {0U, 1U, 5U, 255U, 65535U, 0xFFFFFFFEU}) writer.ue(value);
  for (std::int32_t value : {0, -7, 7, -40000, 40000}) writer.se(value);
  writer.u(32, 0xDEADBEEF);
  writer.u(0, 1);
  writer.rbsp_trailing_bits();
  const std::vector<std::byte> bytes = writer.take();
  BitReader reader{bytes};
  for (std::uint32_t value : {0U, 1U, 5U, 255U, 65535U, 0xFFFFFFFEU}) EXPECT_EQ(reader.ue(), value);
  for (std::int32_t value : {0, -7, 7, -40000, 40000}) EXPECT_EQ(reader.se(), value);
  EXPECT_EQ(reader.u(32), 0xDEADBEEF);
}

TEST(BitReader, RefusesToReadPastTheEnd) {
  const std::vector bytes{std::byte{0xFF}};
  BitReader reader{bytes};
  reader.u(8);
  EXPECT_THROW(reader.u(1), Error);
}

TEST(BitReader, RefusesANumberOfMoreThan32Bits) {
  const std::vector<std::byte> zeros(16);
  BitReader reader{zeros};
  EXPECT_THROW(reader.ue(), Error);
}

}  // namespace
}  // namespace vina::h264
