// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/ffmpeg/movie_decoder.h"

#include <cstddef>
#include <cstdint>
#include <new>
#include <string>
#include <string_view>

#include <fmt/format.h>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/mathematics.h>
#include <libavutil/pixdesc.h>
}

#include "base/error.h"
#include "wrap/ffmpeg/log.h"
#include "wrap/ffmpeg/opening.h"

namespace vina::ffmpeg {
namespace {

/// One stream and what decodes it.
struct Track {
  int index = -1;
  CodecContext decoder;
  VideoFrame frame;  ///< of either kind: both are AVFrames
  bool ended = false;
};

bool is_planar_8_bit(const AVFrame& frame) {
  const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  return format != nullptr && (format->flags & AV_PIX_FMT_FLAG_RGB) == 0 && format->comp[0].depth == 8 &&
         format->comp[0].step == 1;
}

}  // namespace

struct MovieDecoder::Context {
  std::string subject;
  AVFormatContext* demuxer = nullptr;
  AVPacket* packet = nullptr;
  Track pictures;
  Track sound;
  bool at_end = false;

  explicit Context(const std::filesystem::path& file) : subject{"'" + file.string() + "'"} {}
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() {
    av_packet_free(&packet);
    avformat_close_input(&demuxer);
  }

  [[noreturn]] void refuse(std::string_view reason) const {
    throw Error{ErrorKind::kMedia, fmt::format("{}: {}", subject, reason)};
  }

  void open(const std::filesystem::path& file);
  void open_decoder(Track& track, AVMediaType type, const char* codec_name, int threads);
  bool receive(Track& track);
  void send();
  void send(Track& track, const AVPacket* coded);
  Samples start_of(const Track& track) const;
};

void MovieDecoder::Context::open(const std::filesystem::path& file) {
  packet = av_packet_alloc();
  if (packet == nullptr) throw std::bad_alloc{};
  Whitelists whitelists{"mov,mp4,m4a,3gp,3g2,mj2", "h264,aac", "file"};
  const std::string url = "file:" + file.string();
  if (const int result = avformat_open_input(&demuxer, url.c_str(), av_find_input_format("mp4"), whitelists.get());
      result < 0) {
    throw_ffmpeg_error("avformat_open_input", subject, result);
  }
  if (demuxer->nb_streams != 2) refuse(fmt::format("has {} streams instead of 2", demuxer->nb_streams));
}

void MovieDecoder::Context::open_decoder(Track& track, AVMediaType type, const char* codec_name, int threads) {
  for (unsigned int index = 0; index < demuxer->nb_streams; ++index) {
    if (demuxer->streams[index]->codecpar->codec_type == type) track.index = static_cast<int>(index);
  }
  const AVCodec& codec = decoder_named(codec_name);
  if (track.index < 0) refuse(fmt::format("has no {} stream", codec_name));
  const AVStream& stream = *demuxer->streams[track.index];
  if (stream.codecpar->codec_id != codec.id) {
    refuse(fmt::format("has a stream of {} instead of {}", avcodec_get_name(stream.codecpar->codec_id), codec_name));
  }
  constexpr int kAnyDamage =
      AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER | AV_EF_CAREFUL | AV_EF_COMPLIANT | AV_EF_EXPLODE;
  track.decoder = open_stream_decoder(codec, stream, {.threads = threads, .err_recognition = kAnyDamage}, subject);
}

/// Whether the track's frame is filled now.
bool MovieDecoder::Context::receive(Track& track) {
  if (track.ended) return false;
  const int result = avcodec_receive_frame(track.decoder.get(), track.frame.get());
  if (result == AVERROR(EAGAIN)) return false;
  if (result == AVERROR_EOF) {
    track.ended = true;
    return false;
  }
  if (result < 0) throw_ffmpeg_error("avcodec_receive_frame", subject, result);
  const AVFrame& frame = *track.frame.get();
  if ((frame.flags & AV_FRAME_FLAG_CORRUPT) != 0 || frame.decode_error_flags != 0) refuse("has a damaged picture");
  if (frame.pts == AV_NOPTS_VALUE) refuse("has a picture or sound without a time");
  return true;
}

/// Hands the next packet of the file to its decoder, or tells both that there is none.
void MovieDecoder::Context::send() {
  av_packet_unref(packet);
  const int result = av_read_frame(demuxer, packet);
  if (result == AVERROR_EOF) {
    at_end = true;
    send(pictures, nullptr);
    send(sound, nullptr);
    return;
  }
  if (result < 0) throw_ffmpeg_error("av_read_frame", subject, result);
  if ((packet->flags & AV_PKT_FLAG_CORRUPT) != 0) refuse("ends in the middle of a picture or sound");
  send(packet->stream_index == pictures.index ? pictures : sound, packet);
}

void MovieDecoder::Context::send(Track& track, const AVPacket* coded) {
  if (const int result = avcodec_send_packet(track.decoder.get(), coded); result < 0) {
    throw_ffmpeg_error("avcodec_send_packet", subject, result);
  }
}

Samples MovieDecoder::Context::start_of(const Track& track) const {
  return Samples{av_rescale_q(track.frame.get()->pts, demuxer->streams[track.index]->time_base,
                              AVRational{1, static_cast<int>(kSampleRate)})};
}

MovieDecoder::MovieDecoder(const std::filesystem::path& file, int threads) : context_{std::make_unique<Context>(file)} {
  capture_log();
  take_last_log_line();
  context_->open(file);
  context_->open_decoder(context_->pictures, AVMEDIA_TYPE_VIDEO, "h264", threads);
  context_->open_decoder(context_->sound, AVMEDIA_TYPE_AUDIO, "aac", 1);
}

MovieDecoder::~MovieDecoder() = default;

int MovieDecoder::sample_rate_hz() const {
  return context_->demuxer->streams[context_->sound.index]->codecpar->sample_rate;
}

MovieDecoder::Piece MovieDecoder::next() {
  for (;;) {
    if (context_->receive(context_->pictures)) {
      if (!is_planar_8_bit(*picture().get())) context_->refuse("has pictures that are not 8-bit planar YCbCr");
      return Piece::kPicture;
    }
    if (context_->receive(context_->sound)) {
      const AVFrame& frame = *context_->sound.frame.get();
      const int channels = frame.ch_layout.nb_channels;
      if (frame.format != AV_SAMPLE_FMT_FLTP || channels < 1 || channels > 2) {
        context_->refuse("has a sound that is neither mono nor stereo");
      }
      return Piece::kSound;
    }
    if (context_->at_end) {
      if (const std::string complaint = take_last_log_line(); !complaint.empty()) context_->refuse(complaint);
      return Piece::kEnd;
    }
    context_->send();
  }
}

const VideoFrame& MovieDecoder::picture() const {
  return context_->pictures.frame;
}

Samples MovieDecoder::picture_start() const {
  return context_->start_of(context_->pictures);
}

std::span<const float> MovieDecoder::sound(int speaker) const {
  const AVFrame& frame = *context_->sound.frame.get();
  const int channel = frame.ch_layout.nb_channels == 2 ? speaker : 0;
  const void* samples = frame.extended_data[channel];
  return {static_cast<const float*>(samples), static_cast<std::size_t>(frame.nb_samples)};
}

Samples MovieDecoder::sound_start() const {
  return context_->start_of(context_->sound);
}

}  // namespace vina::ffmpeg
