// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace vina::ffmpeg {

enum class SoundFormat { kMp3, kWav };

/// Decodes a sound in memory to mono 16-bit samples of its own rate, piece by piece. Demuxer and decoder are opened by
/// their names, from a list of two each (MP3; WAV with 16-bit PCM), and no protocol is allowed: nothing in the bytes
/// can make it guess another format or open a file or a URL. Two channels become one. The delay and the padding that
/// the encoder's Xing/LAME header tells of are cut off. The fixed-point MP3 decoder is used: the same bytes give the
/// same samples on every processor. Not thread-safe. Throws Error (kMedia) with what FFmpeg found.
class SoundDecoder {
 public:
  /// `bytes` must outlive the decoder.
  SoundDecoder(std::string_view bytes, SoundFormat format);
  ~SoundDecoder();

  /// The next samples, at least one; empty at the end. A frame that cannot be decoded is an error, unless it is the
  /// last one, which an encoder may have left unfinished.
  std::vector<std::int16_t> next();

  /// In Hz; known once next() has returned samples, and the same throughout.
  int rate_hz() const;
  /// Whether the encoder's delay was told and cut off. Known once next() has returned samples.
  bool knows_delay() const;

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace vina::ffmpeg
