// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/sound/sound_encoder.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>
#include <vector>

#include "base/cancellation.h"
#include "video/sound/channel_pair.h"
#include "wrap/ffmpeg/aac_encoder.h"

namespace vina {
namespace {

/// Note [Stereo, and a steady quality instead of a steady rate]
/// The voice is mono. It is delivered on both channels: uploads ask for stereo, and a mono file at -16 LUFS would play
/// 3 LU too loud on two speakers. It is coded once all the same, see Note [Two channels for the price of one].
///
/// FFmpeg's rate control codes each access unit up to six times until its size fits, most of all where speech turns to
/// silence and back. At a fixed fineness each is coded once, in two thirds of the time, and the worst ones come out
/// better: over 20 ms windows of 140 s of speech, the hundredth worst has 27 dB signal to noise against 22 dB, at the
/// same average rate. Since all voices come at the same loudness, speech is near the announced 128 kbit/s all the same.
constexpr int kBitRate = 128'000;
constexpr ffmpeg::AacSettings kSettings{.channels = 1, .bit_rate = kBitRate / 2, .quality = 270, .cutoff_hz = 16'000};

/// Access units coded and dropped before a slide's first one, so that the encoder knows what came before.
constexpr std::int64_t kWarmUp = 4;
constexpr std::int64_t kBlocksPerRead = 16;

constexpr std::int64_t first_access_unit_at(Samples position) {
  return (position.count() + kSamplesPerAccessUnit - 1) / kSamplesPerAccessUnit;
}

}  // namespace

SoundEncoder::SoundEncoder(const Timeline& timeline, std::span<const Narration> narrations, const SoundOptions& options)
    : soundtrack_{timeline, narrations, options},
      format_{make_stereo_config(ffmpeg::AacEncoder{kSettings}.audio_specific_config()), 2, kBitRate} {}

std::int64_t SoundEncoder::access_unit_count() const {
  return first_access_unit_at(soundtrack_.length());
}

// Note [Where slides meet in the sound]
// Access unit i is made from the samples [1024 i, 1024 (i + 2)), see Note [AAC access units on a grid]. A slide owns
// those with 1024 i inside it. So no access unit of a slide contains a sample of the slide before, and the last one
// reaches less than 2,048 samples into the next slide: into its lead-in, which is 2,400 at least. The encoder of each
// slide starts a few access units early on the true sound and sees one block more than it needs, so that windows and
// thresholds at the join are those of an encoder of the whole lesson.
EncodedSound SoundEncoder::encode_slide(std::size_t slide, const std::stop_token& stop) const {
  const PlacedNarration& narration = soundtrack_.narration();
  const std::int64_t begin = first_access_unit_at(narration.slide_start(slide));
  const std::int64_t end = first_access_unit_at(narration.slide_end(slide));
  const std::int64_t first = begin - kWarmUp;
  EncodedSound encoded;
  encoded.access_units.reserve(static_cast<std::size_t>(end - begin));
  ffmpeg::AacEncoder encoder{kSettings};
  std::vector<float> sound;
  // The encoder returns access unit i when it is given block i + 2 (the samples from 1024 (i + 2) on).
  for (std::int64_t block = first + 1; block < end + 2;) {
    throw_if_stopped(stop);
    const std::int64_t count = std::min(kBlocksPerRead, end + 2 - block);
    sound.resize(static_cast<std::size_t>(count * kSamplesPerAccessUnit));
    soundtrack_.read(Samples{block * kSamplesPerAccessUnit}, sound, stop);
    for (std::span<const float> rest{sound}; !rest.empty(); rest = rest.subspan(kSamplesPerAccessUnit), ++block) {
      std::optional<std::vector<std::byte>> access_unit = encoder.encode(rest.first(kSamplesPerAccessUnit));
      if (block - 2 >= begin) encoded.access_units.push_back(make_channel_pair(access_unit.value()));
    }
  }
  assert(static_cast<std::int64_t>(encoded.access_units.size()) == end - begin);
  return encoded;
}

}  // namespace vina
