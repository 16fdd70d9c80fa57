// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/sound/channel_pair.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "base/error.h"

namespace vina {
namespace {

/// Bits as people write them; spaces only part them. Padded with zeros to whole bytes.
std::vector<std::byte> from_bits(std::string_view text) {
  std::vector<std::byte> bytes;
  std::size_t count = 0;
  for (const char bit : text) {
    if (bit == ' ') continue;
    if (count % 8 == 0) bytes.push_back(std::byte{0});
    if (bit == '1') bytes.back() |= std::byte{0x80} >> (count % 8);
    ++count;
  }
  return bytes;
}

// An element's tag, its global gain and, for long windows, a window sequence, 33 bands and no prediction.
constexpr std::string_view kTag = "0000";
constexpr std::string_view kGain = "10010110";
constexpr std::string_view kLongWindow = "0 00 1 100001 0";
constexpr std::string_view kCodedSpectrum = "1011 0111 0010 1101 0101 1110 0111 0000 1111 0101 0011 0";

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string all;
  for (const std::string_view part : parts) all.append(part);
  return all;
}

TEST(ChannelPair, MovesTheCodedSpectrumToTheMiddleAndLeavesTheSideEmpty) {
  const auto mono = from_bits(joined({"000", kTag, kGain, kLongWindow, kCodedSpectrum, "111"}));
  // A run of 33 empty bands: 31, which says that more follows, and 2.
  const auto pair = from_bits(
      joined({"001", kTag, "1", kLongWindow, "10", kGain, kCodedSpectrum, kGain, "0000 11111 00010", "000", "111"}));
  EXPECT_EQ(make_channel_pair(mono), pair);
}

TEST(ChannelPair, WritesARunForEachGroupOfShortWindows) {
  constexpr std::string_view kShortWindows = "0 10 1 0111 1101111";  // 7 bands, two groups
  const auto mono = from_bits(joined({"000", kTag, kGain, kShortWindows, kCodedSpectrum, "111"}));
  const auto pair = from_bits(joined({"001", kTag, "1", kShortWindows, "10", kGain, kCodedSpectrum, kGain,
                                      "0000 111 000", "0000 111 000", "000", "111"}));
  EXPECT_EQ(make_channel_pair(mono), pair);
}

TEST(ChannelPair, NamesNoBandsWhereThereAreNone) {
  constexpr std::string_view kNoBands = "0 00 1 000000 0";
  const auto mono = from_bits(joined({"000", kTag, kGain, kNoBands, "000", "111"}));
  const auto pair = from_bits(joined({"001", kTag, "1", kNoBands, "10", kGain, "000", kGain, "000", "111"}));
  EXPECT_EQ(make_channel_pair(mono), pair);
}

TEST(ChannelPair, RefusesWhatIsNotOneMonoElement) {
  EXPECT_THROW(make_channel_pair({}), Error);
  EXPECT_THROW(make_channel_pair(from_bits("00000000 00000000")), Error);
  EXPECT_THROW(make_channel_pair(from_bits("000 0000 1")), Error);
  EXPECT_THROW(make_channel_pair(from_bits(joined({"001", kTag, kGain, kLongWindow, kCodedSpectrum, "111"}))), Error);
  EXPECT_THROW(make_channel_pair(from_bits(joined({"000", kTag, kGain, "0 00 1 100001 1", kCodedSpectrum, "111"}))),
               Error);
  EXPECT_THROW(make_channel_pair(from_bits(joined({"000", kTag, kGain, kLongWindow, kCodedSpectrum, "101"}))), Error);
}

TEST(ChannelPair, AnnouncesTwoChannels) {
  EXPECT_EQ(make_stereo_config(from_bits("00010 0011 0001 000")), from_bits("00010 0011 0010 000"));
  EXPECT_THROW(make_stereo_config(from_bits("00010 0011 0010 000")), Error);
  EXPECT_THROW(make_stereo_config({}), Error);
}

}  // namespace
}  // namespace vina
