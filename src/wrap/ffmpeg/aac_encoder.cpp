// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/ffmpeg/aac_encoder.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <string_view>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/channel_layout.h>
#include <libavutil/error.h>
#include <libavutil/opt.h>
}

#include "base/error.h"
#include "base/media_time.h"
#include "wrap/ffmpeg/log.h"

namespace vina::ffmpeg {
namespace {

constexpr std::string_view kSubject = "AAC encoder";
constexpr int kBlockSize = 1024;

void check(std::string_view function, int result) {
  if (result < 0) throw_ffmpeg_error(function, kSubject, result);
}

template <typename Handle>
Handle* check_allocated(std::string_view function, Handle* handle) {
  if (handle == nullptr) throw_ffmpeg_error(function, kSubject, AVERROR(ENOMEM));
  return handle;
}

struct FreeContext {
  void operator()(AVCodecContext* context) const noexcept { avcodec_free_context(&context); }
};
struct FreeFrame {
  void operator()(AVFrame* frame) const noexcept { av_frame_free(&frame); }
};
struct FreePacket {
  void operator()(AVPacket* packet) const noexcept { av_packet_free(&packet); }
};

}  // namespace

struct AacEncoder::Handles {
  std::unique_ptr<AVCodecContext, FreeContext> context;
  std::unique_ptr<AVFrame, FreeFrame> frame;
  std::unique_ptr<AVPacket, FreePacket> packet;
  std::int64_t next_sample = 0;

  explicit Handles(const AacSettings& settings) {
    const AVCodec* codec = avcodec_find_encoder_by_name("aac");
    if (codec == nullptr) {
      throw Error{ErrorKind::kMedia, "this FFmpeg has no AAC encoder: install a libavcodec with its native `aac`"};
    }
    context.reset(check_allocated("avcodec_alloc_context3", avcodec_alloc_context3(codec)));
    context->sample_rate = static_cast<int>(kSampleRate);
    context->sample_fmt = AV_SAMPLE_FMT_FLTP;
    context->time_base = {1, context->sample_rate};
    context->thread_count = 1;
    context->bit_rate = settings.bit_rate;
    context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_QSCALE | AV_CODEC_FLAG_BITEXACT;
    context->global_quality = settings.quality;
    context->cutoff = settings.cutoff_hz;
    av_channel_layout_default(&context->ch_layout, settings.channels);
    set_option("aac_coder", "fast");
    for (const char* tool : {"aac_tns", "aac_pns", "aac_is"}) set_option(tool, "0");
    check("avcodec_open2", avcodec_open2(context.get(), codec, nullptr));
    if (context->frame_size != kBlockSize || context->initial_padding != kBlockSize) {
      throw Error{ErrorKind::kMedia, "AAC encoder: this FFmpeg's priming is not 1,024 samples; use FFmpeg 5.1 to 7"};
    }
    frame.reset(check_allocated("av_frame_alloc", av_frame_alloc()));
    packet.reset(check_allocated("av_packet_alloc", av_packet_alloc()));
    frame->nb_samples = kBlockSize;
    frame->format = context->sample_fmt;
    frame->sample_rate = context->sample_rate;
    check("av_channel_layout_copy", av_channel_layout_copy(&frame->ch_layout, &context->ch_layout));
    check("av_frame_get_buffer", av_frame_get_buffer(frame.get(), 0));
  }

  void set_option(const char* name, const char* value) {
    check("av_opt_set", av_opt_set(context->priv_data, name, value, 0));
  }
};

AacEncoder::AacEncoder(const AacSettings& settings) {
  capture_log();
  handles_ = std::make_unique<Handles>(settings);
}

AacEncoder::AacEncoder(AacEncoder&&) noexcept = default;
AacEncoder& AacEncoder::operator=(AacEncoder&&) noexcept = default;
AacEncoder::~AacEncoder() = default;

std::optional<std::vector<std::byte>> AacEncoder::encode(std::span<const float> block) {
  assert(block.size() == kBlockSize);
  Handles& h = *handles_;
  check("av_frame_make_writable", av_frame_make_writable(h.frame.get()));
  for (int channel = 0; channel < h.context->ch_layout.nb_channels; ++channel) {
    std::ranges::copy(block, reinterpret_cast<float*>(h.frame->extended_data[channel]));
  }
  h.frame->pts = h.next_sample;
  h.next_sample += kBlockSize;
  check("avcodec_send_frame", avcodec_send_frame(h.context.get(), h.frame.get()));
  const int result = avcodec_receive_packet(h.context.get(), h.packet.get());
  if (result == AVERROR(EAGAIN)) return std::nullopt;
  check("avcodec_receive_packet", result);
  const auto bytes = std::as_bytes(std::span{h.packet->data, static_cast<std::size_t>(h.packet->size)});
  std::vector<std::byte> access_unit{bytes.begin(), bytes.end()};
  av_packet_unref(h.packet.get());
  return access_unit;
}

std::vector<std::byte> AacEncoder::audio_specific_config() const {
  const AVCodecContext& context = *handles_->context;
  const auto bytes = std::as_bytes(std::span{context.extradata, static_cast<std::size_t>(context.extradata_size)});
  return {bytes.begin(), bytes.end()};
}

}  // namespace vina::ffmpeg
