// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/h264/nal_unit.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <random>

namespace vina::h264 {
namespace {

std::vector<std::byte> bytes(std::initializer_list<int> values) {
  std::vector<std::byte> result;
  for (int value : values) result.push_back(static_cast<std::byte>(value));
  return result;
}

TEST(NalUnit, StartsWithReferenceIdcAndType) {
  EXPECT_EQ(make_nal_unit(NalType::kSlice, 2, bytes({0x88})), bytes({0x41, 0x88}));
  EXPECT_EQ(make_nal_unit(NalType::kPictureParameterSet, 3, {}), bytes({0x68}));
  EXPECT_EQ(type_of(bytes({0x65})), NalType::kIdrSlice);
}

TEST(NalUnit, PreventsStartCodesInItsPayload) {
  EXPECT_EQ(make_nal_unit(NalType::kSlice, 2, bytes({0, 0, 0})), bytes({0x41, 0, 0, 3, 0}));
  EXPECT_EQ(make_nal_unit(NalType::kSlice, 2, bytes({0, 0, 1})), bytes({0x41, 0, 0, 3, 1}));
  EXPECT_EQ(make_nal_unit(NalType::kSlice, 2, bytes({0, 0, 3})), bytes({0x41, 0, 0, 3, 3}));
  EXPECT_EQ(make_nal_unit(NalType::kSlice, 2, bytes({0, 0, 4})), bytes({0x41, 0, 0, 4}));
  EXPECT_EQ(make_nal_unit(NalType::kSlice, 2, bytes({0, 0, 0, 0, 1})), bytes({0x41, 0, 0, 3, 0, 0, 3, 1}));
}

TEST(NalUnit, GivesBackThePayloadItWasMadeOf) {
  std::mt19937 random{1};
  for (int round = 0; round < 1000; ++round) {
    std::vector<std::byte> payload(random() % 50);
    for (std::byte& byte : payload) byte = static_cast<std::byte>(random() % 5);  // many zeros, ones and threes
    const std::vector<std::byte> unit = make_nal_unit(NalType::kIdrSlice, 3, payload);
    EXPECT_EQ(payload_of(unit), payload);
    for (std::size_t at = 1; at + 2 < unit.size(); ++at) {
      EXPECT_FALSE(unit[at] == std::byte{0} && unit[at + 1] == std::byte{0} && unit[at + 2] < std::byte{3});
    }
  }
}

}  // namespace
}  // namespace vina::h264
