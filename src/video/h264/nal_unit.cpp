// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/h264/nal_unit.h"

#include <cassert>

namespace vina::h264 {
namespace {

constexpr std::byte kEmulationPrevention{3};

}  // namespace

NalType type_of(std::span<const std::byte> nal_unit) {
  assert(!nal_unit.empty());
  return static_cast<NalType>(std::to_integer<std::uint8_t>(nal_unit.front()) & 0x1FU);
}

std::vector<std::byte> make_nal_unit(NalType type, int reference_idc, std::span<const std::byte> payload) {
  assert(reference_idc >= 0 && reference_idc <= 3);
  std::vector<std::byte> unit;
  unit.reserve(payload.size() + payload.size() / 64 + 8);
  unit.push_back(static_cast<std::byte>(static_cast<unsigned>(reference_idc) << 5 | static_cast<unsigned>(type)));
  int zeros = 0;
  for (const std::byte byte : payload) {
    if (zeros == 2 && byte <= kEmulationPrevention) {
      unit.push_back(kEmulationPrevention);
      zeros = 0;
    }
    unit.push_back(byte);
    zeros = byte == std::byte{0} ? zeros + 1 : 0;
  }
  return unit;
}

std::vector<std::byte> payload_of(std::span<const std::byte> nal_unit) {
  assert(!nal_unit.empty());
  std::vector<std::byte> payload;
  payload.reserve(nal_unit.size());
  int zeros = 0;
  for (const std::byte byte : nal_unit.subspan(1)) {
    if (zeros == 2 && byte == kEmulationPrevention) {
      zeros = 0;
      continue;
    }
    payload.push_back(byte);
    zeros = byte == std::byte{0} ? zeros + 1 : 0;
  }
  return payload;
}

}  // namespace vina::h264
