// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/h264/slide_encoder.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/cancellation.h"
#include "base/error.h"
#include "video/h264/slice.h"
#include "video/h264/ycbcr_picture.h"
#include "wrap/x264/encoder.h"

/// Note [Keyframes without a pulse]
/// A keyframe in the middle of a held picture would show as a pulse, because an intra picture errs in other pixels than
/// the predicted one it replaces. So no keyframe is put there: where the next keyframe falls due while a picture is
/// held, that picture is coded as an IDR picture from its first frame on, where the eye expects a change anyway, and
/// the keyframes during the hold are copies of its bytes. They decode to the same pixels and cost no encoding.
namespace vina {
namespace {

x264::EncoderSettings settings_of(const VideoOptions& options) {
  return {.size = options.size,
          .preset = options.preset,
          .quantizer = options.quantizer,
          .frames_per_second = static_cast<int>(kFramesPerSecond)};
}

h264::ParameterSets read_parameter_sets(x264::Encoder& encoder) {
  const std::vector<std::vector<std::byte>> sets = encoder.parameter_sets();
  if (sets.size() != 2) throw Error{ErrorKind::kMedia, "x264_encoder_headers() gave no pair of parameter sets"};
  return h264::read_parameter_sets(sets[0], sets[1]);
}

/// The coding of one slide, frame by frame.
class SlideCoding {
 public:
  SlideCoding(const VideoOptions& options, std::stop_token stop)
      : options_{options}, stop_{std::move(stop)}, encoder_{settings_of(options)}, ycbcr_{options.size} {
    slide_.parameter_sets = read_parameter_sets(encoder_);
  }

  void add(const HeldPicture& held) {
    check(held);
    ycbcr_.update(*held.picture, slide_.pictures.empty() ? held.picture->bounds() : held.changed);
    if (options_.hold == HoldMode::kEncode) {
      encode_each_frame(held.hold);
    } else {
      encode_once(held.hold);
    }
  }

  EncodedSlide take() { return std::move(slide_); }
  Frames position() const { return slide_.length; }

 private:
  void check(const HeldPicture& held) const {
    if (held.picture == nullptr || held.picture->size() != options_.size || held.hold < Frames{1}) {
      throw Error{ErrorKind::kInternal, fmt::format("a picture for the video is not {}x{} pixels, or not held",
                                                    options_.size.width, options_.size.height)};
    }
  }

  Frames next_keyframe() const { return slide_.pictures.empty() ? Frames{0} : last_keyframe_ + options_.gop; }

  void encode_each_frame(Frames hold) {
    for (Frames end = position() + hold; position() < end;) {
      code(position() >= next_keyframe(), options_.quantizer, {});
      show(Frames{1});
    }
  }

  void encode_once(Frames hold) {
    const Frames end = position() + hold;
    const bool looked_at = hold > Frames{1};
    code(end > next_keyframe(),
         looked_at ? options_.quantizer : std::min(51, options_.quantizer + options_.fade_quantizer_offset),
         ycbcr_.unchanged_macroblocks());
    while (position() < end) {
      show(std::min(end, next_keyframe()) - position());
      if (position() < end) last_keyframe_ = position();
    }
  }

  void code(bool keyframe, int quantizer, std::span<const std::uint8_t> unchanged_macroblocks) {
    const x264::PictureView view{{ycbcr_.plane(0), ycbcr_.plane(1), ycbcr_.plane(2)},
                                 {ycbcr_.stride_bytes(0), ycbcr_.stride_bytes(1), ycbcr_.stride_bytes(2)}};
    throw_if_stopped(stop_);
    if (keyframe) last_keyframe_ = position();
    const auto type = keyframe ? x264::PictureType::kIdr : x264::PictureType::kPredicted;
    std::vector<std::byte> slice = encoder_.encode(view, type, quantizer, unchanged_macroblocks);
    if (!keyframe) {
      slice = h264::renumber_slice(slice, slide_.parameter_sets.syntax,
                                   {.frame_num = (position() - last_keyframe_).count()});
    }
    slide_.pictures.push_back({std::move(slice), keyframe});
  }

  void show(Frames hold) {
    slide_.showings.push_back({slide_.pictures.size() - 1, hold});
    slide_.length += hold;
  }

  const VideoOptions& options_;
  std::stop_token stop_;
  x264::Encoder encoder_;
  YCbCrPicture ycbcr_;
  EncodedSlide slide_;
  Frames last_keyframe_;
};

}  // namespace

SlideEncoder::SlideEncoder(VideoOptions options) : options_{std::move(options)} {
  validate(options_);
  x264::Encoder encoder{settings_of(options_)};
  parameter_sets_ = read_parameter_sets(encoder);
}

EncodedSlide SlideEncoder::encode(PictureSequence& pictures, Frames length, std::stop_token stop) const {
  SlideCoding coding{options_, std::move(stop)};
  while (const std::optional<HeldPicture> held = pictures.next()) {
    coding.add(*held);
  }
  if (coding.position() != length) {
    throw Error{ErrorKind::kInternal, fmt::format("a slide has pictures for {} frames; its length is {}",
                                                  coding.position().count(), length.count())};
  }
  return coding.take();
}

}  // namespace vina
