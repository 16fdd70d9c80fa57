// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/drawn_picture.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/imgutils.h>
#include <libavutil/opt.h>
#include <libswscale/swscale.h>
}

#include "fake_cloud/ffmpeg_handles.h"

namespace vina::fake {
namespace {

/// SplitMix64: enough to spread a seed over colours and places.
std::uint64_t next_number(std::uint64_t& state) {
  std::uint64_t z = state += 0x9E3779B97F4A7C15U;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

using Colour = std::array<int, 3>;

Colour random_colour(std::uint64_t& state) {
  const std::uint64_t bits = next_number(state);
  return {static_cast<int>(bits & 255U), static_cast<int>(bits >> 8U & 255U), static_cast<int>(bits >> 16U & 255U)};
}

std::uint32_t mixed(const Colour& a, const Colour& b, int part, int whole) {
  std::uint32_t word = 0xFF;
  for (std::size_t i = 0; i < a.size(); ++i) {
    word = word << 8U | static_cast<std::uint32_t>(a[i] + (b[i] - a[i]) * part / whole);
  }
  return word;
}

void draw_disc(Picture& picture, int centre_x, int centre_y, int radius, const Colour& colour) {
  for (int y = std::max(0, centre_y - radius); y < std::min(picture.size().height, centre_y + radius); ++y) {
    const auto row = picture.row(y);
    for (int x = std::max(0, centre_x - radius); x < std::min(picture.size().width, centre_x + radius); ++x) {
      const int dx = x - centre_x;
      const int dy = y - centre_y;
      if (dx * dx + dy * dy < radius * radius) row[static_cast<std::size_t>(x)] = mixed(colour, colour, 0, 1);
    }
  }
}

struct FreeScaler {
  void operator()(SwsContext* context) const noexcept { sws_freeContext(context); }
};

FramePtr converted(const Picture& picture, AVPixelFormat format) {
  const auto [width, height] = picture.size();
  FramePtr frame{allocated("av_frame_alloc", av_frame_alloc())};
  frame->width = width;
  frame->height = height;
  frame->format = format;
  check("av_frame_get_buffer", av_frame_get_buffer(frame.get(), 0));
  const std::unique_ptr<SwsContext, FreeScaler> scaler{allocated(
      "sws_getContext", sws_getContext(width, height, AV_PIX_FMT_0RGB32, width, height, format,
                                       SWS_POINT | SWS_ACCURATE_RND | SWS_BITEXACT, nullptr, nullptr, nullptr))};
  const std::array<const std::uint8_t*, 1> planes{reinterpret_cast<const std::uint8_t*>(picture.data())};
  const std::array<int, 1> strides{static_cast<int>(picture.stride_bytes())};
  check("sws_scale", sws_scale(scaler.get(), planes.data(), strides.data(), 0, height, frame->data, frame->linesize));
  return frame;
}

struct Encoding {
  const char* encoder;
  AVPixelFormat pixels;
};

Encoding encoding_of(PictureFormat format) {
  switch (format) {
    case PictureFormat::kPng:
      return {"png", AV_PIX_FMT_RGB24};
    case PictureFormat::kJpeg:
      return {"mjpeg", AV_PIX_FMT_YUVJ420P};
    case PictureFormat::kWebp:
      return {"libwebp", AV_PIX_FMT_YUV420P};
  }
  return {};
}

}  // namespace

Picture draw_picture(PixelSize size, std::uint64_t seed) {
  std::uint64_t state = seed;
  const Colour top = random_colour(state);
  const Colour bottom = random_colour(state);
  Picture picture{size};
  for (int y = 0; y < size.height; ++y) {
    const auto row = picture.row(y);
    std::fill(row.begin(), row.end(), mixed(top, bottom, y, size.height));
  }
  for (int disc = 0; disc < 5; ++disc) {
    const int radius = std::min(size.width, size.height) / (4 + disc);
    const int x = static_cast<int>(next_number(state) % static_cast<std::uint64_t>(size.width));
    const int y = static_cast<int>(next_number(state) % static_cast<std::uint64_t>(size.height));
    draw_disc(picture, x, y, radius, random_colour(state));
  }
  return picture;
}

std::string encode_picture(const Picture& picture, PictureFormat format) {
  ffmpeg::capture_log();
  const Encoding encoding = encoding_of(format);
  const AVCodec* codec = avcodec_find_encoder_by_name(encoding.encoder);
  if (codec == nullptr) check("avcodec_find_encoder_by_name", AVERROR_ENCODER_NOT_FOUND);
  const CodecPtr context{allocated("avcodec_alloc_context3", avcodec_alloc_context3(codec))};
  context->width = picture.size().width;
  context->height = picture.size().height;
  context->pix_fmt = encoding.pixels;
  context->time_base = {1, 1};
  context->thread_count = 1;
  context->flags |= AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_QSCALE;
  context->global_quality = 3 * FF_QP2LAMBDA;
  if (format == PictureFormat::kPng) context->compression_level = 1;
  if (format == PictureFormat::kWebp) {
    av_opt_set(context->priv_data, "quality", "80", 0);
    context->compression_level = 0;
  }
  check("avcodec_open2", avcodec_open2(context.get(), codec, nullptr));
  const FramePtr frame = converted(picture, encoding.pixels);
  frame->quality = context->global_quality;
  const PacketPtr packet{allocated("av_packet_alloc", av_packet_alloc())};
  check("avcodec_send_frame", avcodec_send_frame(context.get(), frame.get()));
  check("avcodec_send_frame", avcodec_send_frame(context.get(), nullptr));
  check("avcodec_receive_packet", avcodec_receive_packet(context.get(), packet.get()));
  return {reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size)};
}

std::string media_type(PictureFormat format) {
  switch (format) {
    case PictureFormat::kPng:
      return "image/png";
    case PictureFormat::kJpeg:
      return "image/jpeg";
    case PictureFormat::kWebp:
      return "image/webp";
  }
  return {};
}

}  // namespace vina::fake
