// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/mp4/mp4_writer.h"

#include <utility>

#include <fmt/format.h>

#include "base/error.h"

namespace vina {
namespace {

constexpr Frames kInterleaving{15};
constexpr int kVideoTimescale = 15'360;  // 512 ticks a frame

/// Note [Room for the index]
/// The index is written last but stands first, so room is left for it. Its size follows from the plan, but for the
/// number of chunks and keyframes, for which there are upper bounds; what is left over (a few hundred bytes in a lesson
/// of minutes) becomes a `free` box, which every reader steps over.
std::int64_t room_for_index(const Mp4Plan& plan) {
  constexpr std::int64_t kBoxesOfFixedSize = 4096;
  constexpr std::int64_t kSampleSize = 4;          // stsz
  constexpr std::int64_t kChunk = 8 + 12;          // co64, stsc
  constexpr std::int64_t kKeyframe = 4;            // stss
  constexpr std::int64_t kLargestChunk = 1 << 20;  // the muxer starts another one there
  const std::int64_t frames = plan.length.count();
  const auto slides = static_cast<std::int64_t>(plan.slides);
  // Video and sound take turns, so there are as many chunks of the one as of the other. A picture has no upper bound in
  // bytes but for the raw one, in which case it is a chunk by itself.
  const std::int64_t raw_picture = std::int64_t{plan.size.width} * plan.size.height * 3 / 2;
  const std::int64_t chunks_for_size = raw_picture * kInterleaving.count() / kLargestChunk + 1;
  const std::int64_t turns = frames / kInterleaving.count() + 2 * slides + 1;
  const std::int64_t keyframes = 2 * (frames / plan.gop.count()) + 2 * slides + 1;
  return kBoxesOfFixedSize + static_cast<std::int64_t>(plan.title.size() + plan.sound.audio_specific_config.size()) +
         (frames + plan.audio_access_units) * kSampleSize + turns * (1 + chunks_for_size) * kChunk +
         keyframes * kKeyframe;
}

std::vector<std::pair<std::string, std::string>> muxer_options(const Mp4Plan& plan) {
  return {
      {"moov_size", fmt::to_string(room_for_index(plan))},
      {"use_editlist", "0"},
      {"video_track_timescale", fmt::to_string(kVideoTimescale)},
      {"movie_timescale", fmt::to_string(kSampleRate)},
      {"movflags", "+write_colr"},
      {"write_tmcd", "0"},
  };
}

}  // namespace

Mp4Writer::Mp4Writer(AtomicFile& file, const Mp4Plan& plan)
    : plan_{plan}, joiner_{plan.parameter_sets}, output_{file, "mp4"} {
  video_stream_ = output_.add_stream(ffmpeg::VideoStream{
      .size = plan.size,
      .frames_per_second = static_cast<int>(kFramesPerSecond),
      .decoder_configuration = h264::decoder_configuration(plan.parameter_sets),
  });
  audio_stream_ = output_.add_stream(ffmpeg::AudioStream{
      .sample_rate = static_cast<int>(kSampleRate),
      .channels = plan.sound.channels,
      .bit_rate = plan.sound.bit_rate,
      .samples_per_packet = static_cast<int>(kSamplesPerAccessUnit),
      .audio_specific_config = plan.sound.audio_specific_config,
      .language = plan.language,
  });
  if (!plan.title.empty()) output_.set_metadata("title", plan.title);
  const auto options = muxer_options(plan);
  output_.write_header(options);
}

void Mp4Writer::write_slide(const EncodedSlide& slide, const EncodedSound& sound) {
  std::span<const std::vector<std::byte>> access_units{sound.access_units};
  if (joiner_.length() + slide.length > plan_.length ||
      audio_access_units_ + static_cast<std::int64_t>(access_units.size()) > plan_.audio_access_units) {
    throw Error{ErrorKind::kInternal, "the slides are longer than the video was planned"};
  }
  joiner_.join(slide, [&](const AccessUnit& unit) {
    if (unit.frame.count() % kInterleaving.count() == 0) write_sound_until(to_samples(unit.frame), access_units);
    output_.write_packet(
        video_stream_,
        {.bytes = unit.bytes, .start = unit.frame.count(), .duration = 1, .is_keyframe = unit.is_keyframe});
  });
  write_sound_until(to_samples(plan_.length + Frames{kFramesPerSecond}), access_units);
}

void Mp4Writer::write_sound_until(Samples end, std::span<const std::vector<std::byte>>& access_units) {
  while (!access_units.empty() && audio_access_units_ * kSamplesPerAccessUnit < end.count()) {
    output_.write_packet(audio_stream_, {.bytes = access_units.front(),
                                         .start = audio_access_units_ * kSamplesPerAccessUnit,
                                         .duration = kSamplesPerAccessUnit,
                                         .is_keyframe = true});
    access_units = access_units.subspan(1);
    ++audio_access_units_;
  }
}

void Mp4Writer::finish() {
  if (joiner_.length() != plan_.length || audio_access_units_ != plan_.audio_access_units) {
    throw Error{
        ErrorKind::kInternal,
        fmt::format("the video has {} frames and {} access units of sound; {} and {} were planned",
                    joiner_.length().count(), audio_access_units_, plan_.length.count(), plan_.audio_access_units)};
  }
  output_.write_trailer();
}

}  // namespace vina
