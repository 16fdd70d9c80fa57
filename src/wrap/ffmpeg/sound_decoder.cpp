// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/ffmpeg/sound_decoder.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <new>

#include <fmt/format.h>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/mem.h>
}

#include "base/error.h"
#include "wrap/ffmpeg/log.h"
#include "wrap/ffmpeg/opening.h"

namespace vina::ffmpeg {
namespace {

constexpr int kBufferBytes = 1 << 15;

const char* subject_of(SoundFormat format) {
  return format == SoundFormat::kMp3 ? "the MP3 sound" : "the WAV sound";
}

[[noreturn]] void refuse(SoundFormat format, std::string_view reason) {
  throw Error{ErrorKind::kMedia, fmt::format("{}: {}", subject_of(format), reason)};
}

/// One channel of 16-bit samples from what the two decoders give.
std::vector<std::int16_t> to_mono(const AVFrame& frame) {
  const auto count = static_cast<std::size_t>(frame.nb_samples);
  const bool planar = frame.format == AV_SAMPLE_FMT_S16P;
  const int channels = frame.ch_layout.nb_channels;
  const auto sample = [&](std::size_t index, int channel) {
    const auto column = static_cast<std::size_t>(channel);
    const std::uint8_t* plane = frame.extended_data[planar ? column : 0];
    std::int16_t value = 0;
    const std::size_t position = planar ? index : index * static_cast<std::size_t>(channels) + column;
    std::memcpy(&value, plane + position * sizeof value, sizeof value);
    return value;
  };
  std::vector<std::int16_t> mono(count);
  for (std::size_t index = 0; index < count; ++index) {
    mono[index] = channels == 1 ? sample(index, 0)
                                : static_cast<std::int16_t>((int{sample(index, 0)} + int{sample(index, 1)}) / 2);
  }
  return mono;
}

}  // namespace

struct SoundDecoder::Context {
  SoundFormat format;
  std::string_view bytes;
  std::size_t position = 0;
  AVIOContext* io = nullptr;
  AVFormatContext* demuxer = nullptr;
  CodecContext decoder;
  AVPacket* packet = nullptr;
  AVFrame* frame = nullptr;
  int rate_hz = 0;
  bool knows_delay = false;
  bool first_packet = true;
  bool draining = false;
  int damage = 0;  ///< the error of the frame before, which counts unless that was the last one

  Context(std::string_view sound, SoundFormat sound_format) : format{sound_format}, bytes{sound} {}
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() {
    av_frame_free(&frame);
    av_packet_free(&packet);
    avformat_close_input(&demuxer);  // leaves `io`, which is ours
    if (io != nullptr) av_freep(&io->buffer);
    avio_context_free(&io);
  }

  void open();
  void open_decoder();
  bool receive();
  void send();
  void check_frame();

  static int read(void* self, std::uint8_t* buffer, int size) noexcept;
  static std::int64_t seek(void* self, std::int64_t offset, int whence) noexcept;
};

int SoundDecoder::Context::read(void* self, std::uint8_t* buffer, int size) noexcept {
  auto& context = *static_cast<Context*>(self);
  const std::size_t count = std::min(static_cast<std::size_t>(size), context.bytes.size() - context.position);
  if (count == 0) return AVERROR_EOF;
  std::memcpy(buffer, context.bytes.data() + context.position, count);
  context.position += count;
  return static_cast<int>(count);
}

std::int64_t SoundDecoder::Context::seek(void* self, std::int64_t offset, int whence) noexcept {
  auto& context = *static_cast<Context*>(self);
  const auto size = static_cast<std::int64_t>(context.bytes.size());
  if (whence == AVSEEK_SIZE) return size;
  std::int64_t target = offset;
  if (whence == SEEK_CUR) target += static_cast<std::int64_t>(context.position);
  if (whence == SEEK_END) target += size;
  if (target < 0 || target > size) return AVERROR(EINVAL);
  context.position = static_cast<std::size_t>(target);
  return target;
}

void SoundDecoder::Context::open() {
  const char* name = format == SoundFormat::kMp3 ? "mp3" : "wav";
  auto* buffer = static_cast<unsigned char*>(av_malloc(kBufferBytes));
  if (buffer == nullptr) throw std::bad_alloc{};
  io = avio_alloc_context(buffer, kBufferBytes, 0, this, read, nullptr, seek);
  if (io == nullptr) {
    av_free(buffer);
    throw std::bad_alloc{};
  }
  demuxer = avformat_alloc_context();
  packet = av_packet_alloc();
  frame = av_frame_alloc();
  if (demuxer == nullptr || packet == nullptr || frame == nullptr) throw std::bad_alloc{};
  demuxer->pb = io;
  demuxer->flags |= AVFMT_FLAG_CUSTOM_IO;
  Whitelists whitelists{name, "mp3,pcm_s16le", "none"};
  // Frees the demuxer when it fails.
  if (const int result = avformat_open_input(&demuxer, nullptr, av_find_input_format(name), whitelists.get());
      result < 0) {
    throw_ffmpeg_error("avformat_open_input", subject_of(format), result);
  }
  if (demuxer->nb_streams == 0) refuse(format, "has no sound in it");
  // A picture in an ID3 tag is a stream too; the sound always is the first one.
  for (unsigned int index = 1; index < demuxer->nb_streams; ++index) {
    demuxer->streams[index]->discard = AVDISCARD_ALL;
  }
  open_decoder();
}

void SoundDecoder::Context::open_decoder() {
  const char* name = format == SoundFormat::kMp3 ? "mp3" : "pcm_s16le";
  const AVStream& stream = *demuxer->streams[0];
  const AVCodec& codec = decoder_named(name);
  if (stream.codecpar->codec_id != codec.id) refuse(format, fmt::format("is not coded as {}", name));
  decoder = open_stream_decoder(codec, stream, {.flags = AV_CODEC_FLAG_BITEXACT}, subject_of(format));
}

/// Hands the next packet of the sound to the decoder, or tells it that there is none.
void SoundDecoder::Context::send() {
  int result = 0;
  do {
    av_packet_unref(packet);
    result = av_read_frame(demuxer, packet);
  } while (result >= 0 && packet->stream_index != 0);
  if (result < 0 && result != AVERROR_EOF) throw_ffmpeg_error("av_read_frame", subject_of(format), result);
  draining = result < 0;
  if (!draining && damage < 0) throw_ffmpeg_error("decoding", subject_of(format), damage);
  if (!draining && first_packet) {
    knows_delay = av_packet_get_side_data(packet, AV_PKT_DATA_SKIP_SAMPLES, nullptr) != nullptr;
    first_packet = false;
  }
  damage = avcodec_send_packet(decoder.get(), draining ? nullptr : packet);
}

/// Whether `frame` holds samples now.
bool SoundDecoder::Context::receive() {
  const int result = avcodec_receive_frame(decoder.get(), frame);
  if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return false;
  if (result < 0) {
    damage = result;
    return false;
  }
  return frame->nb_samples > 0;
}

void SoundDecoder::Context::check_frame() {
  if (frame->format != AV_SAMPLE_FMT_S16P && frame->format != AV_SAMPLE_FMT_S16) {
    refuse(format, "decodes to samples other than 16-bit ones");
  }
  if (const int channels = frame->ch_layout.nb_channels; channels < 1 || channels > 2) {
    refuse(format, fmt::format("has {} channels: 1 or 2 can be used", channels));
  }
  if (frame->sample_rate <= 0 || (rate_hz != 0 && frame->sample_rate != rate_hz)) {
    refuse(format, fmt::format("changes its rate from {} to {} Hz", rate_hz, frame->sample_rate));
  }
  rate_hz = frame->sample_rate;
}

SoundDecoder::SoundDecoder(std::string_view bytes, SoundFormat format)
    : context_{std::make_unique<Context>(bytes, format)} {
  capture_log();
  take_last_log_line();
  context_->open();
}

SoundDecoder::~SoundDecoder() = default;

std::vector<std::int16_t> SoundDecoder::next() {
  while (!context_->receive()) {
    if (context_->draining) return {};
    context_->send();
  }
  context_->check_frame();
  return to_mono(*context_->frame);
}

int SoundDecoder::rate_hz() const {
  return context_->rate_hz;
}

bool SoundDecoder::knows_delay() const {
  return context_->knows_delay;
}

}  // namespace vina::ffmpeg
