// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/encoded_sound.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <vector>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>
}

#include "base/media_time.h"
#include "fake_cloud/ffmpeg_handles.h"

namespace vina::fake {
namespace {

struct FreeResampler {
  void operator()(SwrContext* context) const noexcept { swr_free(&context); }
};
struct FreeFormat {
  void operator()(AVFormatContext* context) const noexcept {
    if (context->pb != nullptr) {
      std::uint8_t* bytes = nullptr;
      avio_close_dyn_buf(context->pb, &bytes);
      av_free(bytes);
    }
    avformat_free_context(context);
  }
};

std::vector<std::int16_t> resampled(std::span<const std::int16_t> samples, int rate_hz) {
  if (rate_hz == kSampleRate) return {samples.begin(), samples.end()};
  AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO;
  SwrContext* made = nullptr;
  check("swr_alloc_set_opts2", swr_alloc_set_opts2(&made, &mono, AV_SAMPLE_FMT_S16, rate_hz, &mono, AV_SAMPLE_FMT_S16,
                                                   static_cast<int>(kSampleRate), 0, nullptr));
  const std::unique_ptr<SwrContext, FreeResampler> context{made};
  check("swr_init", swr_init(context.get()));
  std::vector<std::int16_t> result(samples.size() * static_cast<std::size_t>(rate_hz) / kSampleRate + 4096);
  const std::uint8_t* in = reinterpret_cast<const std::uint8_t*>(samples.data());
  std::size_t length = 0;
  const auto convert = [&](const std::uint8_t** from, int count) {
    std::uint8_t* out = reinterpret_cast<std::uint8_t*>(result.data() + length);
    const int made_now = swr_convert(context.get(), &out, static_cast<int>(result.size() - length), from, count);
    check("swr_convert", made_now);
    length += static_cast<std::size_t>(made_now);
  };
  convert(&in, static_cast<int>(samples.size()));
  convert(nullptr, 0);
  result.resize(std::min(length, samples.size() * static_cast<std::size_t>(rate_hz) / kSampleRate));
  return result;
}

/// libmp3lame and FFmpeg's MP3 file around it.
class Mp3File {
 public:
  Mp3File(const SoundFormat& format, bool gapless) {
    ffmpeg::capture_log();
    const AVCodec* codec = avcodec_find_encoder_by_name("libmp3lame");
    if (codec == nullptr) check("avcodec_find_encoder_by_name", AVERROR_ENCODER_NOT_FOUND);
    codec_.reset(allocated("avcodec_alloc_context3", avcodec_alloc_context3(codec)));
    codec_->sample_rate = format.rate_hz;
    codec_->sample_fmt = AV_SAMPLE_FMT_S16P;
    codec_->bit_rate = format.bit_rate;
    codec_->time_base = {1, format.rate_hz};
    codec_->flags |= AV_CODEC_FLAG_BITEXACT;
    av_channel_layout_default(&codec_->ch_layout, 1);
    av_opt_set_int(codec_->priv_data, "reservoir", 1, 0);
    check("avcodec_open2", avcodec_open2(codec_.get(), codec, nullptr));

    AVFormatContext* made = nullptr;
    check("avformat_alloc_output_context2", avformat_alloc_output_context2(&made, nullptr, "mp3", nullptr));
    format_.reset(made);
    check("avio_open_dyn_buf", avio_open_dyn_buf(&format_->pb));
    format_->flags |= AVFMT_FLAG_BITEXACT;
    AVStream* stream = allocated("avformat_new_stream", avformat_new_stream(format_.get(), nullptr));
    stream->time_base = codec_->time_base;
    check("avcodec_parameters_from_context", avcodec_parameters_from_context(stream->codecpar, codec_.get()));
    av_opt_set_int(format_->priv_data, "write_xing", gapless ? 1 : 0, 0);
    check("avformat_write_header", avformat_write_header(format_.get(), nullptr));
    frame_.reset(allocated("av_frame_alloc", av_frame_alloc()));
    packet_.reset(allocated("av_packet_alloc", av_packet_alloc()));
  }

  void encode(std::span<const std::int16_t> samples) {
    const auto block = static_cast<std::size_t>(codec_->frame_size);
    for (std::size_t at = 0; at < samples.size(); at += block) {
      const auto part = samples.subspan(at, std::min(block, samples.size() - at));
      av_frame_unref(frame_.get());
      frame_->nb_samples = static_cast<int>(part.size());
      frame_->format = codec_->sample_fmt;
      frame_->sample_rate = codec_->sample_rate;
      frame_->pts = static_cast<std::int64_t>(at);
      av_channel_layout_default(&frame_->ch_layout, 1);
      check("av_frame_get_buffer", av_frame_get_buffer(frame_.get(), 0));
      std::memcpy(frame_->data[0], part.data(), part.size_bytes());
      check("avcodec_send_frame", avcodec_send_frame(codec_.get(), frame_.get()));
      write_packets();
    }
  }

  std::string finish() {
    check("avcodec_send_frame", avcodec_send_frame(codec_.get(), nullptr));
    write_packets();
    check("av_write_trailer", av_write_trailer(format_.get()));
    std::uint8_t* bytes = nullptr;
    const int size = avio_close_dyn_buf(format_->pb, &bytes);
    format_->pb = nullptr;
    std::string file{reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(std::max(size, 0))};
    av_free(bytes);
    return file;
  }

 private:
  void write_packets() {
    for (;;) {
      const int result = avcodec_receive_packet(codec_.get(), packet_.get());
      if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return;
      check("avcodec_receive_packet", result);
      av_packet_rescale_ts(packet_.get(), codec_->time_base, format_->streams[0]->time_base);
      packet_->stream_index = 0;
      check("av_write_frame", av_write_frame(format_.get(), packet_.get()));
      av_packet_unref(packet_.get());
    }
  }

  CodecPtr codec_;
  std::unique_ptr<AVFormatContext, FreeFormat> format_;
  FramePtr frame_;
  PacketPtr packet_;
};

void append_little_endian(std::string& bytes, std::uint32_t value, int count) {
  for (int i = 0; i < count; ++i) bytes += static_cast<char>(value >> (8U * static_cast<unsigned>(i)) & 255U);
}

std::string pcm_bytes(std::span<const std::int16_t> samples) {
  std::string bytes;
  bytes.reserve(samples.size() * 2);
  for (const std::int16_t sample : samples) append_little_endian(bytes, static_cast<std::uint16_t>(sample), 2);
  return bytes;
}

std::string wav_header(std::size_t data_bytes, int rate_hz) {
  std::string header = "RIFF";
  const auto size = static_cast<std::uint32_t>(data_bytes);
  const auto rate = static_cast<std::uint32_t>(rate_hz);
  append_little_endian(header, size + 36, 4);
  header += "WAVEfmt ";
  append_little_endian(header, 16, 4);
  append_little_endian(header, 1, 2);
  append_little_endian(header, 1, 2);
  append_little_endian(header, rate, 4);
  append_little_endian(header, rate * 2, 4);
  append_little_endian(header, 2, 2);
  append_little_endian(header, 16, 2);
  header += "data";
  append_little_endian(header, size, 4);
  return header;
}

}  // namespace

std::optional<SoundFormat> parse_sound_format(std::string_view name) {
  using Kind = SoundFormat::Kind;
  struct Named {
    std::string_view name;
    SoundFormat format;
  };
  static constexpr std::array kFormats{
      Named{"mp3_22050_32", {Kind::kMp3, 22'050, 32'000}},
      Named{"mp3_24000_48", {Kind::kMp3, 24'000, 48'000}},
      Named{"mp3_44100_32", {Kind::kMp3, 44'100, 32'000}},
      Named{"mp3_44100_64", {Kind::kMp3, 44'100, 64'000}},
      Named{"mp3_44100_96", {Kind::kMp3, 44'100, 96'000}},
      Named{"mp3_44100_128", {Kind::kMp3, 44'100, 128'000}},
      Named{"mp3_44100_192", {Kind::kMp3, 44'100, 192'000}},
      Named{"pcm_8000", {Kind::kPcm, 8'000, 0}},
      Named{"pcm_16000", {Kind::kPcm, 16'000, 0}},
      Named{"pcm_22050", {Kind::kPcm, 22'050, 0}},
      Named{"pcm_24000", {Kind::kPcm, 24'000, 0}},
      Named{"pcm_32000", {Kind::kPcm, 32'000, 0}},
      Named{"pcm_44100", {Kind::kPcm, 44'100, 0}},
      Named{"pcm_48000", {Kind::kPcm, 48'000, 0}},
      Named{"wav_8000", {Kind::kWav, 8'000, 0}},
      Named{"wav_16000", {Kind::kWav, 16'000, 0}},
      Named{"wav_22050", {Kind::kWav, 22'050, 0}},
      Named{"wav_24000", {Kind::kWav, 24'000, 0}},
      Named{"wav_32000", {Kind::kWav, 32'000, 0}},
      Named{"wav_44100", {Kind::kWav, 44'100, 0}},
      Named{"wav_48000", {Kind::kWav, 48'000, 0}},
      Named{"opus_48000_32", {Kind::kOther, 48'000, 32'000}},
      Named{"opus_48000_64", {Kind::kOther, 48'000, 64'000}},
      Named{"opus_48000_96", {Kind::kOther, 48'000, 96'000}},
      Named{"opus_48000_128", {Kind::kOther, 48'000, 128'000}},
      Named{"opus_48000_192", {Kind::kOther, 48'000, 192'000}},
      Named{"ulaw_8000", {Kind::kOther, 8'000, 0}},
      Named{"alaw_8000", {Kind::kOther, 8'000, 0}},
  };
  const auto found =
      std::find_if(kFormats.begin(), kFormats.end(), [&](const Named& named) { return named.name == name; });
  if (found == kFormats.end()) return std::nullopt;
  return found->format;
}

std::string encode_sound(std::span<const std::int16_t> samples, const SoundFormat& format, bool gapless) {
  const std::vector<std::int16_t> sound = resampled(samples, format.rate_hz);
  if (format.kind == SoundFormat::Kind::kMp3) {
    Mp3File file{format, gapless};
    file.encode(sound);
    return file.finish();
  }
  const std::string bytes = pcm_bytes(sound);
  return format.kind == SoundFormat::Kind::kWav ? wav_header(bytes.size(), format.rate_hz) + bytes : bytes;
}

}  // namespace vina::fake
