// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <memory>
#include <string_view>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/frame.h>
}

#include "wrap/ffmpeg/log.h"

namespace vina::fake {

struct FreeCodec {
  void operator()(AVCodecContext* context) const noexcept { avcodec_free_context(&context); }
};
struct FreeFrame {
  void operator()(AVFrame* frame) const noexcept { av_frame_free(&frame); }
};
struct FreePacket {
  void operator()(AVPacket* packet) const noexcept { av_packet_free(&packet); }
};
using CodecPtr = std::unique_ptr<AVCodecContext, FreeCodec>;
using FramePtr = std::unique_ptr<AVFrame, FreeFrame>;
using PacketPtr = std::unique_ptr<AVPacket, FreePacket>;

/// Throws Error (kMedia) where a function of FFmpeg failed.
inline void check(std::string_view function, int result) {
  if (result < 0) ffmpeg::throw_ffmpeg_error(function, "content of the fake cloud", result);
}

/// The same for a function that returns null then.
template <typename Handle>
Handle* allocated(std::string_view function, Handle* handle) {
  if (handle == nullptr) check(function, AVERROR(ENOMEM));
  return handle;
}

}  // namespace vina::fake
