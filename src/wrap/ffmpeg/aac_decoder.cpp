// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/ffmpeg/aac_decoder.h"

#include <algorithm>
#include <cstdint>
#include <new>
#include <string_view>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/mem.h>
}

#include "base/error.h"
#include "base/media_time.h"
#include "wrap/ffmpeg/log.h"
#include "wrap/ffmpeg/opening.h"

namespace vina::ffmpeg {
namespace {

constexpr std::string_view kSubject = "AAC decoder";

void check(std::string_view function, int result) {
  if (result < 0) throw_ffmpeg_error(function, kSubject, result);
}

}  // namespace

struct AacDecoder::Handles {
  CodecContext decoder;
  AVPacket* packet = av_packet_alloc();
  AVFrame* frame = av_frame_alloc();

  Handles() = default;
  Handles(const Handles&) = delete;
  Handles& operator=(const Handles&) = delete;
  ~Handles() {
    av_frame_free(&frame);
    av_packet_free(&packet);
  }
};

AacDecoder::AacDecoder(std::span<const std::byte> audio_specific_config) : handles_{std::make_unique<Handles>()} {
  capture_log();
  take_last_log_line();
  const AVCodec& codec = decoder_named("aac");
  handles_->decoder.reset(avcodec_alloc_context3(&codec));
  AVCodecContext* decoder = handles_->decoder.get();
  if (decoder == nullptr || handles_->packet == nullptr || handles_->frame == nullptr) throw std::bad_alloc{};
  decoder->extradata =
      static_cast<std::uint8_t*>(av_mallocz(audio_specific_config.size() + AV_INPUT_BUFFER_PADDING_SIZE));
  if (decoder->extradata == nullptr) throw std::bad_alloc{};
  std::ranges::copy(audio_specific_config,
                    std::as_writable_bytes(std::span{decoder->extradata, audio_specific_config.size()}).begin());
  decoder->extradata_size = static_cast<int>(audio_specific_config.size());
  decoder->thread_count = 1;
  check("avcodec_open2", avcodec_open2(decoder, &codec, nullptr));
}

AacDecoder::AacDecoder(AacDecoder&&) noexcept = default;
AacDecoder& AacDecoder::operator=(AacDecoder&&) noexcept = default;
AacDecoder::~AacDecoder() = default;

std::vector<float> AacDecoder::decode(std::span<const std::byte> access_unit) {
  AVPacket* packet = handles_->packet;
  av_packet_unref(packet);
  check("av_new_packet", av_new_packet(packet, static_cast<int>(access_unit.size())));
  std::ranges::copy(access_unit, std::as_writable_bytes(std::span{packet->data, access_unit.size()}).begin());
  check("avcodec_send_packet", avcodec_send_packet(handles_->decoder.get(), packet));
  check("avcodec_receive_frame", avcodec_receive_frame(handles_->decoder.get(), handles_->frame));
  const AVFrame& frame = *handles_->frame;
  if (frame.format != AV_SAMPLE_FMT_FLTP || frame.ch_layout.nb_channels != 2 || frame.sample_rate != kSampleRate) {
    throw Error{ErrorKind::kMedia, "AAC decoder: the sound is not stereo at 48,000 samples a second"};
  }
  const auto count = static_cast<std::size_t>(frame.nb_samples);
  const void* const left = frame.extended_data[0];
  const void* const right = frame.extended_data[1];
  std::vector<float> samples(2 * count);
  for (std::size_t i = 0; i < count; ++i) {
    samples[2 * i] = static_cast<const float*>(left)[i];
    samples[2 * i + 1] = static_cast<const float*>(right)[i];
  }
  return samples;
}

}  // namespace vina::ffmpeg
