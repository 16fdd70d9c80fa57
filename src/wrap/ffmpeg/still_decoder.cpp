// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/ffmpeg/still_decoder.h"

#include <memory>

extern "C" {
#include <libavcodec/avcodec.h>
}

#include "base/error.h"
#include "wrap/ffmpeg/log.h"
#include "wrap/ffmpeg/opening.h"

namespace vina::ffmpeg {
namespace {

static_assert(kStillPadding >= AV_INPUT_BUFFER_PADDING_SIZE);

struct FreePacket {
  void operator()(AVPacket* packet) const noexcept { av_packet_free(&packet); }
};
using Packet = std::unique_ptr<AVPacket, FreePacket>;

const char* decoder_name(StillCodec codec) {
  switch (codec) {
    case StillCodec::kPng:
      return "png";
    case StillCodec::kJpeg:
      return "mjpeg";
    case StillCodec::kWebp:
      return "webp";
  }
  return "";
}

CodecContext open_decoder(const StillDecoding& decoding) {
  const char* name = decoder_name(decoding.codec);
  const AVCodec& codec = decoder_named(name);
  CodecContext context{avcodec_alloc_context3(&codec)};
  if (!context) throw Error{ErrorKind::kMedia, "avcodec_alloc_context3 failed: no memory; close other programs"};
  context->thread_count = 1;
  context->flags |= AV_CODEC_FLAG_BITEXACT;
  context->err_recognition = AV_EF_CRCCHECK | AV_EF_EXPLODE;
  context->max_pixels = decoding.max_pixels;
  context->lowres = decoding.codec == StillCodec::kJpeg ? decoding.reduce_log2 : 0;
  if (const int result = avcodec_open2(context.get(), &codec, nullptr); result < 0) {
    throw_ffmpeg_error("avcodec_open2", name, result);
  }
  return context;
}

/// A packet whose buffer is the vector's own memory, which must outlive it.
Packet adopt_bytes(std::vector<std::byte>& bytes) {
  const std::size_t size = bytes.size();
  bytes.resize(size + kStillPadding);
  Packet packet{av_packet_alloc()};
  if (!packet) throw Error{ErrorKind::kMedia, "av_packet_alloc failed: no memory; close other programs"};
  void* start = bytes.data();
  packet->buf = av_buffer_create(
      static_cast<std::uint8_t*>(start), bytes.size(), [](void*, std::uint8_t*) noexcept {}, nullptr, 0);
  if (packet->buf == nullptr) throw Error{ErrorKind::kMedia, "av_buffer_create failed: no memory"};
  packet->data = packet->buf->data;
  packet->size = static_cast<int>(size);
  return packet;
}

}  // namespace

VideoFrame decode_still(std::vector<std::byte> bytes, const StillDecoding& decoding) {
  capture_log();
  take_last_log_line();
  const char* name = decoder_name(decoding.codec);
  const Packet packet = adopt_bytes(bytes);
  const CodecContext context = open_decoder(decoding);
  if (const int result = avcodec_send_packet(context.get(), packet.get()); result < 0) {
    throw_ffmpeg_error("avcodec_send_packet", name, result);
  }
  avcodec_send_packet(context.get(), nullptr);  // nothing follows: what it has, it must give now
  VideoFrame frame;
  if (const int result = avcodec_receive_frame(context.get(), frame.get()); result < 0) {
    throw_ffmpeg_error("avcodec_receive_frame", name, result);
  }
  if (frame.get()->decode_error_flags != 0) throw_ffmpeg_error("decoding", name, AVERROR_INVALIDDATA);
  return frame;
}

}  // namespace vina::ffmpeg
