// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <memory>
#include <string_view>

struct AVCodec;
struct AVCodecContext;
struct AVDictionary;
struct AVStream;

/// What the decoders of this folder do alike to open what they decode. For its sources alone.
namespace vina::ffmpeg {

/// Options of avformat_open_input() that leave the demuxer nothing but what is named: formats, codecs, and protocols,
/// each a list with commas.
class Whitelists {
 public:
  Whitelists(const char* formats, const char* codecs, const char* protocols);
  Whitelists(const Whitelists&) = delete;
  Whitelists& operator=(const Whitelists&) = delete;
  ~Whitelists();

  AVDictionary** get() { return &dictionary_; }

 private:
  AVDictionary* dictionary_ = nullptr;
};

/// Throws Error (kMedia) that says what to install where FFmpeg was built without this decoder.
const AVCodec& decoder_named(const char* name);

struct FreeCodecContext {
  void operator()(AVCodecContext* context) const noexcept;
};
using CodecContext = std::unique_ptr<AVCodecContext, FreeCodecContext>;

struct DecoderSettings {
  int threads = 1;
  int flags = 0;            ///< AV_CODEC_FLAG_*
  int err_recognition = 0;  ///< AV_EF_*
};

/// An open decoder with what the demuxer knows of `stream`. Throws Error (kMedia) that begins with `subject`.
CodecContext open_stream_decoder(const AVCodec& codec, const AVStream& stream, const DecoderSettings& settings,
                                 std::string_view subject);

}  // namespace vina::ffmpeg
