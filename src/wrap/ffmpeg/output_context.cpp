// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/ffmpeg/output_context.h"

#include <algorithm>
#include <cassert>
#include <new>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/mem.h>
}

#include "base/error.h"
#include "wrap/ffmpeg/log.h"

namespace vina::ffmpeg {
namespace {

constexpr int kBufferBytes = 1 << 16;

void set_extradata(AVCodecParameters& parameters, std::span<const std::byte> bytes) {
  parameters.extradata = static_cast<std::uint8_t*>(av_mallocz(bytes.size() + AV_INPUT_BUFFER_PADDING_SIZE));
  if (parameters.extradata == nullptr) throw std::bad_alloc{};
  std::ranges::transform(bytes, parameters.extradata,
                         [](std::byte byte) { return std::to_integer<std::uint8_t>(byte); });
  parameters.extradata_size = static_cast<int>(bytes.size());
}

void set_language(AVStream& stream, const std::string& language) {
  if (!language.empty() && av_dict_set(&stream.metadata, "language", language.c_str(), 0) < 0) throw std::bad_alloc{};
}

/// An AVDictionary filled from pairs.
class Options {
 public:
  explicit Options(std::span<const std::pair<std::string, std::string>> pairs) {
    for (const auto& [key, value] : pairs) {
      if (av_dict_set(&dictionary_, key.c_str(), value.c_str(), 0) < 0) throw std::bad_alloc{};
    }
  }
  Options(const Options&) = delete;
  Options& operator=(const Options&) = delete;
  ~Options() { av_dict_free(&dictionary_); }

  AVDictionary** get() { return &dictionary_; }
  /// The key of an option that nobody took, or null.
  const char* left_over() const {
    const AVDictionaryEntry* entry = av_dict_get(dictionary_, "", nullptr, AV_DICT_IGNORE_SUFFIX);
    return entry == nullptr ? nullptr : entry->key;
  }

 private:
  AVDictionary* dictionary_ = nullptr;
};

/// An AVPacket that points at bytes of somebody else.
class Packet {
 public:
  Packet() : handle_{av_packet_alloc()} {
    if (handle_ == nullptr) throw std::bad_alloc{};
  }
  Packet(const Packet&) = delete;
  Packet& operator=(const Packet&) = delete;
  ~Packet() { av_packet_free(&handle_); }

  AVPacket* get() { return handle_; }
  AVPacket* operator->() { return handle_; }

 private:
  AVPacket* handle_;
};

}  // namespace

OutputContext::OutputContext(AtomicFile& file, const char* format) : file_{file} {
  capture_log();
  check(avformat_alloc_output_context2(&format_, nullptr, format, nullptr), "avformat_alloc_output_context2");
  auto* buffer = static_cast<unsigned char*>(av_malloc(kBufferBytes));
  if (buffer != nullptr)
    io_ = avio_alloc_context(buffer, kBufferBytes, 1, this, nullptr, write_callback, seek_callback);
  if (io_ == nullptr) {
    av_free(buffer);
    free_all();
    throw std::bad_alloc{};
  }
  format_->pb = io_;
  format_->flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_BITEXACT;
}

OutputContext::~OutputContext() {
  free_all();
}

void OutputContext::free_all() noexcept {
  avformat_free_context(format_);
  if (io_ != nullptr) av_freep(&io_->buffer);
  avio_context_free(&io_);
}

int OutputContext::add_stream(const VideoStream& stream) {
  AVStream* const handle = avformat_new_stream(format_, nullptr);
  if (handle == nullptr) throw std::bad_alloc{};
  AVCodecParameters& parameters = *handle->codecpar;
  parameters.codec_type = AVMEDIA_TYPE_VIDEO;
  parameters.codec_id = AV_CODEC_ID_H264;
  parameters.width = stream.size.width;
  parameters.height = stream.size.height;
  parameters.format = AV_PIX_FMT_YUV420P;
  parameters.sample_aspect_ratio = {1, 1};
  parameters.field_order = AV_FIELD_PROGRESSIVE;
  parameters.color_primaries = AVCOL_PRI_BT709;
  parameters.color_trc = AVCOL_TRC_BT709;
  parameters.color_space = AVCOL_SPC_BT709;
  parameters.color_range = AVCOL_RANGE_MPEG;
  parameters.chroma_location = AVCHROMA_LOC_LEFT;
  set_extradata(parameters, stream.decoder_configuration);
  handle->time_base = {1, stream.frames_per_second};
  handle->avg_frame_rate = {stream.frames_per_second, 1};
  handle->sample_aspect_ratio = {1, 1};
  set_language(*handle, stream.language);
  streams_.push_back({stream.frames_per_second});
  return handle->index;
}

int OutputContext::add_stream(const AudioStream& stream) {
  AVStream* const handle = avformat_new_stream(format_, nullptr);
  if (handle == nullptr) throw std::bad_alloc{};
  AVCodecParameters& parameters = *handle->codecpar;
  parameters.codec_type = AVMEDIA_TYPE_AUDIO;
  parameters.codec_id = AV_CODEC_ID_AAC;
  parameters.profile = FF_PROFILE_AAC_LOW;
  parameters.sample_rate = stream.sample_rate;
  parameters.frame_size = stream.samples_per_packet;
  parameters.bit_rate = stream.bit_rate;
  av_channel_layout_default(&parameters.ch_layout, stream.channels);
  set_extradata(parameters, stream.audio_specific_config);
  handle->time_base = {1, stream.sample_rate};
  set_language(*handle, stream.language);
  streams_.push_back({stream.sample_rate});
  return handle->index;
}

void OutputContext::set_metadata(const char* key, const std::string& value) {
  if (av_dict_set(&format_->metadata, key, value.c_str(), 0) < 0) throw std::bad_alloc{};
}

void OutputContext::write_header(std::span<const std::pair<std::string, std::string>> options) {
  Options dictionary{options};
  check(avformat_write_header(format_, dictionary.get()), "avformat_write_header");
  if (const char* const key = dictionary.left_over(); key != nullptr) {
    throw Error{ErrorKind::kMedia, "avformat_write_header() does not know the option '" + std::string{key} + "'"};
  }
}

void OutputContext::write_packet(int stream, const PacketView& view) {
  assert(stream >= 0 && static_cast<std::size_t>(stream) < streams_.size());
  const AVStream& handle = *format_->streams[stream];
  const AVRational unit{1, static_cast<int>(streams_[static_cast<std::size_t>(stream)].units_per_second)};
  Packet packet;
  // Without a buffer of its own the packet only borrows the bytes; the muxer reads them.
  packet->data = const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(view.bytes.data()));
  packet->size = static_cast<int>(view.bytes.size());
  packet->stream_index = stream;
  packet->pts = av_rescale_q(view.start, unit, handle.time_base);
  packet->dts = packet->pts;
  packet->duration = av_rescale_q(view.duration, unit, handle.time_base);
  if (view.is_keyframe) packet->flags |= AV_PKT_FLAG_KEY;
  check(av_write_frame(format_, packet.get()), "av_write_frame");
}

void OutputContext::write_trailer() {
  check(av_write_trailer(format_), "av_write_trailer");
  avio_flush(io_);
  check(io_->error, "avio_flush");
}

void OutputContext::check(int result, std::string_view function) {
  if (failure_ != nullptr) std::rethrow_exception(std::exchange(failure_, nullptr));
  if (result < 0) throw_ffmpeg_error(function, file_.target().string(), result);
}

int OutputContext::write_callback(void* self, std::uint8_t* bytes, int size) noexcept {
  auto& context = *static_cast<OutputContext*>(self);
  if (context.failure_ != nullptr) return AVERROR(EIO);
  try {
    const auto count = static_cast<std::size_t>(size);
    context.file_.write_at(context.position_, std::as_bytes(std::span{bytes, count}));
    context.position_ += count;
    context.length_ = std::max(context.length_, context.position_);
    return size;
  } catch (...) {
    context.failure_ = std::current_exception();
    return AVERROR(EIO);
  }
}

std::int64_t OutputContext::seek_callback(void* self, std::int64_t offset, int whence) noexcept {
  auto& context = *static_cast<OutputContext*>(self);
  switch (whence & ~AVSEEK_FORCE) {
    case AVSEEK_SIZE:
      return static_cast<std::int64_t>(context.length_);
    case SEEK_SET:
      break;
    case SEEK_CUR:
      offset += static_cast<std::int64_t>(context.position_);
      break;
    case SEEK_END:
      offset += static_cast<std::int64_t>(context.length_);
      break;
    default:
      return AVERROR(EINVAL);
  }
  if (offset < 0) return AVERROR(EINVAL);
  context.position_ = static_cast<std::uint64_t>(offset);
  return offset;
}

}  // namespace vina::ffmpeg
