// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/ffmpeg/scaler.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

extern "C" {
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>
}

#include "base/error.h"
#include "wrap/ffmpeg/log.h"

namespace vina::ffmpeg {
namespace {

struct FreeScaler {
  void operator()(SwsContext* context) const noexcept { sws_freeContext(context); }
};
using Scaler = std::unique_ptr<SwsContext, FreeScaler>;

/// swscale refuses filters of more than 256 taps, which Lanczos reaches at 1/42 of the size.
constexpr int kMostShrinking = 16;

PixelSize first_step(PixelSize from, PixelSize to) {
  const auto at_most = [](int source, int target) {
    return std::max(target, (source + kMostShrinking - 1) / kMostShrinking);
  };
  return {at_most(from.width, to.width), at_most(from.height, to.height)};
}

void set(SwsContext* context, const char* option, std::int64_t value) {
  if (const int result = av_opt_set_int(context, option, value, 0); result < 0) {
    throw_ffmpeg_error("av_opt_set_int", option, result);
  }
}

Scaler open_scaler(const AVFrame& from, PixelSize to, AVPixelFormat to_format) {
  capture_log();
  Scaler scaler{sws_alloc_context()};
  if (!scaler) throw Error{ErrorKind::kMedia, "sws_alloc_context failed: no memory; close other programs"};
  const auto from_format = static_cast<AVPixelFormat>(from.format);
  set(scaler.get(), "srcw", from.width);
  set(scaler.get(), "srch", from.height);
  set(scaler.get(), "src_format", from_format);
  set(scaler.get(), "dstw", to.width);
  set(scaler.get(), "dsth", to.height);
  set(scaler.get(), "dst_format", to_format);
  set(scaler.get(), "sws_flags",
      SWS_LANCZOS | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP | SWS_BITEXACT);
  const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(from_format);
  if (format->log2_chroma_w > 0) set(scaler.get(), "src_h_chr_pos", (128 << format->log2_chroma_w) - 128);
  if (format->log2_chroma_h > 0) set(scaler.get(), "src_v_chr_pos", (128 << format->log2_chroma_h) - 128);
  const bool is_gray = format->nb_components <= 2;
  const int full_range = is_gray || from.color_range == AVCOL_RANGE_JPEG ? 1 : 0;
  set(scaler.get(), "src_range", full_range);
  set(scaler.get(), "dst_range", 1);
  if (const int result = sws_init_context(scaler.get(), nullptr, nullptr); result < 0) {
    throw_ffmpeg_error("sws_init_context", "picture", result);
  }
  const int* bt601 = sws_getCoefficients(SWS_CS_ITU601);
  sws_setColorspaceDetails(scaler.get(), bt601, full_range, bt601, 1, 0, 1 << 16, 1 << 16);
  return scaler;
}

VideoFrame scale_whole(const VideoFrame& frame, PixelSize size, AVPixelFormat format) {
  const Scaler scaler = open_scaler(*frame.get(), size, format);
  VideoFrame result{size, format};
  const int rows = sws_scale(scaler.get(), frame.get()->data, frame.get()->linesize, 0, frame.size().height,
                             result.get()->data, result.get()->linesize);
  if (rows < 0) throw_ffmpeg_error("sws_scale", "picture", rows);
  return result;
}

/// GBRP planes as words.
VideoFrame interleaved(const VideoFrame& planes) {
  VideoFrame result{planes.size(), AV_PIX_FMT_RGB32};
  for (int y = 0; y < planes.size().height; ++y) {
    const std::span<const std::uint8_t> green = planes.plane_row(0, y);
    const std::span<const std::uint8_t> blue = planes.plane_row(1, y);
    const std::span<const std::uint8_t> red = planes.plane_row(2, y);
    const std::span<std::uint32_t> words = result.row(y);
    for (std::size_t x = 0; x < words.size(); ++x) {
      words[x] = 0xff000000U | std::uint32_t{red[x]} << 16U | std::uint32_t{green[x]} << 8U | blue[x];
    }
  }
  return result;
}

}  // namespace

VideoFrame scaled(const VideoFrame& frame, PixelSize size) {
  // swscale writes planes three times as fast as words, but rounds the alpha plane worse than the alpha of words.
  const bool by_words = frame.has_alpha();
  const AVPixelFormat format = by_words ? AV_PIX_FMT_RGB32 : AV_PIX_FMT_GBRP;
  VideoFrame result = scale_whole(frame, first_step(frame.size(), size), format);
  while (result.size() != size) result = scale_whole(result, first_step(result.size(), size), format);
  return by_words ? std::move(result) : interleaved(result);
}

VideoFrame unpacked_bits(const VideoFrame& frame) {
  return scale_whole(frame, frame.size(), AV_PIX_FMT_GRAY8);
}

void StripScaler::Free::operator()(SwsContext* context) const noexcept {
  sws_freeContext(context);
}

StripScaler::StripScaler(PixelSize from, PixelSize to) : to_{to}, scaled_{first_step(from, to), AV_PIX_FMT_RGB32} {
  AVFrame shape{};
  shape.width = from.width;
  shape.height = from.height;
  shape.format = AV_PIX_FMT_RGB32;
  context_.reset(open_scaler(shape, scaled_.size(), AV_PIX_FMT_RGB32).release());
}

void StripScaler::push(const VideoFrame& strip, int begin, int end) {
  const std::array<const std::uint8_t*, 4> data{
      strip.get()->data[0] + static_cast<std::ptrdiff_t>(begin) * strip.get()->linesize[0], nullptr, nullptr, nullptr};
  const int rows = sws_scale(context_.get(), data.data(), strip.get()->linesize, rows_done_, end - begin,
                             scaled_.get()->data, scaled_.get()->linesize);
  if (rows < 0) throw_ffmpeg_error("sws_scale", "picture", rows);
  rows_done_ += end - begin;
}

VideoFrame StripScaler::take() {
  if (scaled_.size() == to_) return std::move(scaled_);
  return scaled(scaled_, to_);
}

}  // namespace vina::ffmpeg
