// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/ffmpeg/opening.h"

#include <new>

#include <fmt/format.h>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/dict.h>
}

#include "base/error.h"
#include "wrap/ffmpeg/log.h"

namespace vina::ffmpeg {

Whitelists::Whitelists(const char* formats, const char* codecs, const char* protocols) {
  if (av_dict_set(&dictionary_, "format_whitelist", formats, 0) < 0 ||
      av_dict_set(&dictionary_, "codec_whitelist", codecs, 0) < 0 ||
      av_dict_set(&dictionary_, "protocol_whitelist", protocols, 0) < 0) {
    av_dict_free(&dictionary_);
    throw std::bad_alloc{};
  }
}

Whitelists::~Whitelists() {
  av_dict_free(&dictionary_);
}

const AVCodec& decoder_named(const char* name) {
  const AVCodec* codec = avcodec_find_decoder_by_name(name);
  if (codec == nullptr) {
    throw Error{ErrorKind::kMedia, fmt::format("FFmpeg has no decoder '{}': install Debian's libavcodec", name)};
  }
  return *codec;
}

void FreeCodecContext::operator()(AVCodecContext* context) const noexcept {
  avcodec_free_context(&context);
}

CodecContext open_stream_decoder(const AVCodec& codec, const AVStream& stream, const DecoderSettings& settings,
                                 std::string_view subject) {
  CodecContext decoder{avcodec_alloc_context3(&codec)};
  if (!decoder) throw std::bad_alloc{};
  if (const int result = avcodec_parameters_to_context(decoder.get(), stream.codecpar); result < 0) {
    throw_ffmpeg_error("avcodec_parameters_to_context", subject, result);
  }
  decoder->pkt_timebase = stream.time_base;
  decoder->thread_count = settings.threads;
  decoder->flags |= settings.flags;
  decoder->err_recognition |= settings.err_recognition;
  if (const int result = avcodec_open2(decoder.get(), &codec, nullptr); result < 0) {
    throw_ffmpeg_error("avcodec_open2", subject, result);
  }
  return decoder;
}

}  // namespace vina::ffmpeg
