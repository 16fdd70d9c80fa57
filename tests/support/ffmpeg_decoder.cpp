// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "support/video_decoders.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <stdexcept>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavcodec/bsf.h>
#include <libavformat/avformat.h>
}

#include "wrap/ffmpeg/log.h"

namespace vina::testing {
namespace {

struct Free {
  void operator()(AVFormatContext* context) const { avformat_close_input(&context); }
  void operator()(AVBSFContext* filter) const { av_bsf_free(&filter); }
  void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
  void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

void require(bool condition, const char* what) {
  if (!condition) throw std::runtime_error{what};
}

DecodedFrame copy_of(const AVFrame& frame) {
  DecodedFrame copy{{frame.width, frame.height}, {}};
  for (std::size_t plane = 0; plane < 3; ++plane) {
    const int width = plane == 0 ? frame.width : frame.width / 2;
    const int height = plane == 0 ? frame.height : frame.height / 2;
    for (int y = 0; y < height; ++y) {
      const std::uint8_t* row = frame.data[plane] + std::ptrdiff_t{y} * frame.linesize[plane];
      copy.samples.insert(copy.samples.end(), row, row + width);
    }
  }
  return copy;
}

}  // namespace

std::vector<VideoPacket> read_video_packets(const std::filesystem::path& mp4) {
  ffmpeg::capture_log();
  AVFormatContext* opened = nullptr;
  require(avformat_open_input(&opened, mp4.c_str(), nullptr, nullptr) == 0, "avformat_open_input");
  const Owned<AVFormatContext> format{opened};
  const int stream = av_find_best_stream(format.get(), AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
  require(stream >= 0, "no video stream");
  AVBSFContext* allocated = nullptr;
  require(av_bsf_alloc(av_bsf_get_by_name("h264_mp4toannexb"), &allocated) == 0, "av_bsf_alloc");
  const Owned<AVBSFContext> filter{allocated};
  avcodec_parameters_copy(filter->par_in, format->streams[stream]->codecpar);
  require(av_bsf_init(filter.get()) == 0, "av_bsf_init");

  std::vector<VideoPacket> packets;
  const Owned<AVPacket> packet{av_packet_alloc()};
  while (av_read_frame(format.get(), packet.get()) == 0) {
    if (packet->stream_index != stream) {
      av_packet_unref(packet.get());
      continue;
    }
    require(packet->pts == packet->dts, "a picture is shown in another order than it is stored");
    require(av_bsf_send_packet(filter.get(), packet.get()) == 0, "av_bsf_send_packet");
    while (av_bsf_receive_packet(filter.get(), packet.get()) == 0) {
      packets.push_back({{packet->data, packet->data + packet->size},
                         packet->pts,
                         packet->duration,
                         (packet->flags & AV_PKT_FLAG_KEY) != 0});
      av_packet_unref(packet.get());
    }
  }
  return packets;
}

std::vector<std::string> decode_with_ffmpeg(const std::vector<VideoPacket>& packets, const FrameSink& sink) {
  ffmpeg::capture_log();
  const Owned<AVCodecContext> decoder{avcodec_alloc_context3(avcodec_find_decoder(AV_CODEC_ID_H264))};
  decoder->thread_count = 1;
  decoder->err_recognition =
      AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER | AV_EF_EXPLODE | AV_EF_CAREFUL | AV_EF_COMPLIANT;
  decoder->error_concealment = 0;
  require(avcodec_open2(decoder.get(), nullptr, nullptr) == 0, "avcodec_open2");

  std::vector<std::string> complaints;
  const Owned<AVPacket> packet{av_packet_alloc()};
  const Owned<AVFrame> frame{av_frame_alloc()};
  const auto drain = [&] {
    while (avcodec_receive_frame(decoder.get(), frame.get()) == 0) {
      if (frame->decode_error_flags != 0) complaints.emplace_back("decode_error_flags");
      sink(copy_of(*frame));
    }
    if (std::string line = ffmpeg::take_last_log_line(); !line.empty()) complaints.push_back(std::move(line));
  };
  ffmpeg::take_last_log_line();
  for (const VideoPacket& from : packets) {
    require(av_new_packet(packet.get(), static_cast<int>(from.annex_b.size())) == 0, "av_new_packet");
    std::ranges::copy(from.annex_b, packet->data);
    if (avcodec_send_packet(decoder.get(), packet.get()) != 0) complaints.emplace_back("avcodec_send_packet");
    av_packet_unref(packet.get());
    drain();
  }
  avcodec_send_packet(decoder.get(), nullptr);
  drain();
  return complaints;
}

DecodedVideo decode_with_ffmpeg(const std::vector<VideoPacket>& packets) {
  DecodedVideo video;
  video.complaints = decode_with_ffmpeg(packets, [&](const DecodedFrame& frame) { video.frames.push_back(frame); });
  return video;
}

double luma_psnr(const DecodedFrame& a, const DecodedFrame& b) {
  require(a.size == b.size, "frames of different sizes");
  const auto luma = static_cast<std::size_t>(a.size.width) * static_cast<std::size_t>(a.size.height);
  double sum = 0;
  for (std::size_t at = 0; at < luma; ++at) {
    const double difference = static_cast<double>(a.samples[at]) - static_cast<double>(b.samples[at]);
    sum += difference * difference;
  }
  return sum == 0 ? 100.0 : 10 * std::log10(255.0 * 255.0 * static_cast<double>(luma) / sum);
}

}  // namespace vina::testing
