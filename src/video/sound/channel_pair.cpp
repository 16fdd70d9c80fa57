// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/sound/channel_pair.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string>
#include <utility>

#include "base/error.h"

namespace vina {
namespace {

[[noreturn]] void fail(const char* what) {
  throw Error{ErrorKind::kMedia, std::string{"AAC: the encoder's output is not as expected: "} + what};
}

/// Bits, most significant first; up to 24 at a time.
class BitReader {
 public:
  explicit BitReader(std::span<const std::byte> bytes) : bytes_{bytes} {}

  std::uint32_t get(int count) {
    if (position_ + static_cast<std::size_t>(count) > bytes_.size() * 8) fail("it ends too early");
    std::uint32_t window = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      const std::size_t at = position_ / 8 + i;
      window = window << 8U | (at < bytes_.size() ? std::to_integer<std::uint32_t>(bytes_[at]) : 0U);
    }
    window <<= position_ % 8;
    position_ += static_cast<std::size_t>(count);
    return count == 0 ? 0 : window >> (32 - count);
  }

  std::size_t position() const { return position_; }

 private:
  std::span<const std::byte> bytes_;
  std::size_t position_ = 0;
};

class BitWriter {
 public:
  explicit BitWriter(std::size_t expected_bytes) { bytes_.reserve(expected_bytes); }

  void put(int count, std::uint32_t value) {
    held_ = held_ << count | value;
    held_bits_ += count;
    while (held_bits_ >= 8) {
      held_bits_ -= 8;
      bytes_.push_back(static_cast<std::byte>(held_ >> held_bits_ & 0xFFU));
    }
  }

  std::vector<std::byte> take() {
    if (held_bits_ > 0) put(8 - held_bits_, 0);
    return std::move(bytes_);
  }

 private:
  std::vector<std::byte> bytes_;
  std::uint64_t held_ = 0;
  int held_bits_ = 0;
};

constexpr std::uint32_t kSingleChannelElement = 0;
constexpr std::uint32_t kChannelPairElement = 1;
constexpr int kEndBits = 3;  // of the element that ends an access unit: 111
constexpr std::uint32_t kEnd = 7;
constexpr std::uint32_t kEightShort = 2;
constexpr std::uint32_t kAllBandsMidSide = 2;

/// The position after the last bit that is set: the padding to whole bytes is zeros.
std::size_t end_of_bits(std::span<const std::byte> bytes) {
  const auto last = std::find_if(bytes.rbegin(), bytes.rend(), [](std::byte byte) { return byte != std::byte{0}; });
  const auto count = static_cast<std::size_t>(bytes.rend() - last);
  if (count == 0) fail("it is all zeros");
  return count * 8 - static_cast<std::size_t>(std::countr_zero(std::to_integer<std::uint8_t>(*last)));
}

/// `ics_info`: the windows of a channel.
struct WindowInfo {
  int bits = 11;  ///< of `value`
  std::uint32_t value = 0;
  int bands = 0;   ///< max_sfb
  int groups = 1;  ///< of windows
  bool is_short = false;
};

WindowInfo read_window_info(BitReader& reader) {
  WindowInfo info;
  info.value = reader.get(4);  // reserved bit, sequence, shape
  info.is_short = (info.value >> 1U & 3U) == kEightShort;
  if (info.is_short) {
    info.bits = 15;
    const std::uint32_t bands = reader.get(4);
    const std::uint32_t grouping = reader.get(7);
    info.bands = static_cast<int>(bands);
    info.groups = 8 - std::popcount(grouping);
    info.value = info.value << 11U | bands << 7U | grouping;
  } else {
    const std::uint32_t bands = reader.get(6);
    const std::uint32_t prediction = reader.get(1);
    if (prediction != 0) fail("it uses prediction");
    info.bands = static_cast<int>(bands);
    info.value = info.value << 7U | bands << 1U;
  }
  return info;
}

/// An `individual_channel_stream` in which no band has coefficients.
void write_empty_channel(const WindowInfo& info, std::uint32_t global_gain, BitWriter& writer) {
  writer.put(8, global_gain);
  const int length_bits = info.is_short ? 3 : 5;
  const int escape = (1 << length_bits) - 1;
  for (int group = 0; group < info.groups && info.bands > 0; ++group) {
    writer.put(4, 0);  // the codebook of bands that are zero
    int length = info.bands;
    for (; length >= escape; length -= escape) writer.put(length_bits, static_cast<std::uint32_t>(escape));
    writer.put(length_bits, static_cast<std::uint32_t>(length));
  }
  writer.put(3, 0);  // neither pulses nor noise shaping nor gain control
}

}  // namespace

std::vector<std::byte> make_channel_pair(std::span<const std::byte> mono) {
  const std::size_t end = end_of_bits(mono);
  BitReader reader{mono};
  if (reader.get(3) != kSingleChannelElement) fail("it does not start with a single channel element");
  const std::uint32_t tag = reader.get(4);
  const std::uint32_t global_gain = reader.get(8);
  const WindowInfo info = read_window_info(reader);
  if (end < reader.position() + kEndBits) fail("it ends too early");

  constexpr std::size_t kAddedBytes = 16;
  BitWriter writer{mono.size() + kAddedBytes};
  writer.put(3, kChannelPairElement);
  writer.put(4, tag);
  writer.put(1, 1);  // both channels have the windows that follow
  writer.put(info.bits, info.value);
  writer.put(2, kAllBandsMidSide);
  writer.put(8, global_gain);
  for (std::size_t left = end - kEndBits - reader.position(); left > 0;) {
    const int count = static_cast<int>(std::min<std::size_t>(left, 24));
    writer.put(count, reader.get(count));
    left -= static_cast<std::size_t>(count);
  }
  if (reader.get(kEndBits) != kEnd) fail("it does not end with an end element");
  write_empty_channel(info, global_gain, writer);
  writer.put(kEndBits, kEnd);
  return writer.take();
}

std::vector<std::byte> make_stereo_config(std::span<const std::byte> mono) {
  // 5 bits object type, 4 bits sampling frequency index, 4 bits channel configuration.
  if (mono.size() < 2 || (std::to_integer<unsigned>(mono[1]) >> 3U & 15U) != 1) fail("it is not mono");
  std::vector<std::byte> stereo{mono.begin(), mono.end()};
  stereo[1] = (stereo[1] & std::byte{0x87}) | std::byte{2U << 3U};
  return stereo;
}

}  // namespace vina
