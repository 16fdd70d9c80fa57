// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// NAL units (ITU-T H.264, 7.3.1) are kept without start code or length: one header byte, then the payload (RBSP) with
/// emulation prevention, so that no three bytes in it look like a start code.
namespace vina::h264 {

enum class NalType : std::uint8_t { kSlice = 1, kIdrSlice = 5, kSequenceParameterSet = 7, kPictureParameterSet = 8 };

NalType type_of(std::span<const std::byte> nal_unit);

/// The header byte for `type` and `reference_idc` (0 to 3), then `payload` with emulation prevention.
std::vector<std::byte> make_nal_unit(NalType type, int reference_idc, std::span<const std::byte> payload);

/// Everything after the header byte, with the emulation prevention taken out.
std::vector<std::byte> payload_of(std::span<const std::byte> nal_unit);

}  // namespace vina::h264
