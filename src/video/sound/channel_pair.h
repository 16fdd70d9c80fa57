// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace vina {

/// Note [Two channels for the price of one]
/// Both speakers play the same voice, yet an AAC encoder given two equal channels transforms, models and quantizes both
/// and then finds out that their difference is nothing. So the voice is coded as one channel, and its access units are
/// rewritten as a channel pair whose bands are all mid and side, with the voice as the middle and a side without any
/// coefficients: left = mid + side = right. The coded spectrum is moved, never touched; a decoder gives on each
/// channel what it would have given on the one, bit for bit.

/// The access unit of a stereo stream that sounds, on both channels, like `mono`: an AAC-LC access unit of one single
/// channel element, as ISO/IEC 14496-3, 4.4.2.1 has it (a raw_data_block), without fill elements.
/// Throws Error (kMedia) when it is anything else.
std::vector<std::byte> make_channel_pair(std::span<const std::byte> mono);

/// The AudioSpecificConfig of the stereo stream, from that of the mono one.
std::vector<std::byte> make_stereo_config(std::span<const std::byte> mono);

}  // namespace vina
