// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <filesystem>
#include <numeric>
#include <vector>

#include "base/atomic_file.h"
#include "support/fake_pictures.h"
#include "video/h264/slide_encoder.h"
#include "video/mp4/mp4_writer.h"

namespace vina::testing {

using SlidePictures = std::vector<HeldPicture>;

inline Frames length_of(const SlidePictures& pictures) {
  return std::accumulate(pictures.begin(), pictures.end(), Frames{},
                         [](Frames sum, const HeldPicture& held) { return sum + held.hold; });
}

inline Frames length_of(const std::vector<SlidePictures>& slides) {
  return std::accumulate(slides.begin(), slides.end(), Frames{},
                         [](Frames sum, const SlidePictures& slide) { return sum + length_of(slide); });
}

/// Access units from the start of the video that cover `length`.
inline std::int64_t access_units_for(Frames length) {
  return (to_samples(length).count() + kSamplesPerAccessUnit - 1) / kSamplesPerAccessUnit;
}

/// Silence: one channel without any spectrum.
inline std::vector<std::byte> silent_access_unit() {
  std::vector<std::byte> unit;
  for (const int byte : {0x00, 0xC8, 0x00, 0x80, 0x23, 0x80}) unit.push_back(static_cast<std::byte>(byte));
  return unit;
}

inline Mp4Plan plan_for(const std::vector<SlidePictures>& slides, const VideoOptions& options) {
  Mp4Plan plan;
  plan.size = options.size;
  plan.length = length_of(slides);
  plan.audio_access_units = access_units_for(plan.length);
  plan.gop = options.gop;
  plan.slides = slides.size();
  plan.parameter_sets = SlideEncoder{options}.parameter_sets();
  plan.sound.audio_specific_config = {std::byte{0x11}, std::byte{0x88}};  // AAC-LC, 48 kHz, one channel
  return plan;
}

/// Encodes the slides and writes them, with silence, to `path`. Returns what was encoded.
inline std::vector<EncodedSlide> write_video(const std::filesystem::path& path,
                                             const std::vector<SlidePictures>& slides, const VideoOptions& options,
                                             const Mp4Plan& plan) {
  const SlideEncoder encoder{options};
  AtomicFile file{path};
  Mp4Writer writer{file, plan};
  std::vector<EncodedSlide> encoded;
  Frames end;
  std::int64_t access_units = 0;
  for (const SlidePictures& pictures : slides) {
    FakePictures sequence{pictures};
    encoded.push_back(encoder.encode(sequence, length_of(pictures), {}));
    end += length_of(pictures);
    const auto count = static_cast<std::size_t>(access_units_for(end) - access_units);
    writer.write_slide(encoded.back(), {std::vector<std::vector<std::byte>>(count, silent_access_unit())});
    access_units = access_units_for(end);
  }
  writer.finish();
  file.commit();
  return encoded;
}

inline std::vector<EncodedSlide> write_video(const std::filesystem::path& path,
                                             const std::vector<SlidePictures>& slides, const VideoOptions& options) {
  return write_video(path, slides, options, plan_for(slides, options));
}

}  // namespace vina::testing
