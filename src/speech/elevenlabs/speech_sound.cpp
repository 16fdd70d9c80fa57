// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/speech_sound.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/cancellation.h"
#include "base/error.h"
#include "wrap/ffmpeg/resampler.h"
#include "wrap/ffmpeg/sound_decoder.h"

namespace vina {
namespace {

constexpr Samples kLongestSound = milliseconds(std::chrono::milliseconds{kLongestSpeech}.count());
constexpr std::size_t kDelayOfLame = 1'105;

/// Resamples, spools and measures.
class SoundWriter {
 public:
  explicit SoundWriter(PcmSpool& spool) : spool_{spool} {}

  void write(int rate_hz, std::span<const std::int16_t> samples) {
    if (!resampler_) resampler_.emplace(rate_hz);
    store(resampler_->convert(samples));
  }

  SoundLevels finish() {
    if (resampler_) store(resampler_->flush());
    if (levels_.length() < milliseconds(1)) throw Error{ErrorKind::kMedia, "there is no sound in the answer"};
    levels_.finish();
    return std::move(levels_);
  }

 private:
  void store(std::span<const std::int16_t> samples) {
    if (levels_.length() > kLongestSound) {
      throw Error{ErrorKind::kMedia, "the sound is longer than an hour: make the talk shorter"};
    }
    spool_.append(samples);
    levels_.append(samples);
  }

  PcmSpool& spool_;
  std::optional<ffmpeg::Resampler> resampler_;
  SoundLevels levels_;
};

void decode(std::string_view sound, ffmpeg::SoundFormat format, SoundWriter& writer, const std::stop_token& stop) {
  ffmpeg::SoundDecoder decoder{sound, format};
  std::size_t left_out = 0;
  bool first = true;
  for (std::vector<std::int16_t> samples = decoder.next(); !samples.empty(); samples = decoder.next()) {
    throw_if_stopped(stop);
    if (first && format == ffmpeg::SoundFormat::kMp3 && !decoder.knows_delay()) left_out = kDelayOfLame;
    first = false;
    const std::size_t skip = std::min(left_out, samples.size());
    left_out -= skip;
    writer.write(decoder.rate_hz(), std::span{samples}.subspan(skip));
  }
}

/// Signed 16-bit little-endian samples without a header.
void read_pcm(std::string_view sound, int rate_hz, SoundWriter& writer, const std::stop_token& stop) {
  constexpr std::size_t kPiece = 1 << 16;
  std::vector<std::int16_t> samples;
  for (std::size_t begin = 0; begin + 1 < sound.size(); begin += kPiece) {
    throw_if_stopped(stop);
    samples.clear();
    const std::size_t end = std::min(begin + kPiece, sound.size());
    for (std::size_t byte = begin; byte + 1 < end; byte += 2) {
      const unsigned int value = static_cast<unsigned char>(sound[byte]) |
                                 (static_cast<unsigned int>(static_cast<unsigned char>(sound[byte + 1])) << 8U);
      samples.push_back(static_cast<std::int16_t>(static_cast<std::uint16_t>(value)));
    }
    writer.write(rate_hz, samples);
  }
}

}  // namespace

SoundLevels append_sound(std::string_view sound, const ElevenLabsFormat& format, PcmSpool& spool,
                         const std::stop_token& stop) {
  SoundWriter writer{spool};
  switch (format.coding) {
    case ElevenLabsFormat::Coding::kMp3:
      decode(sound, ffmpeg::SoundFormat::kMp3, writer, stop);
      break;
    case ElevenLabsFormat::Coding::kWav:
      decode(sound, ffmpeg::SoundFormat::kWav, writer, stop);
      break;
    case ElevenLabsFormat::Coding::kPcm:
      read_pcm(sound, format.rate_hz, writer, stop);
      break;
  }
  return writer.finish();
}

}  // namespace vina
