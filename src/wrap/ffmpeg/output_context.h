// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/atomic_file.h"
#include "base/pixels.h"

struct AVFormatContext;
struct AVIOContext;

namespace vina::ffmpeg {

/// H.264, as `avcC` describes it; BT.709, studio swing.
struct VideoStream {
  PixelSize size;
  int frames_per_second = 30;
  std::vector<std::byte> decoder_configuration;
  std::string language;  ///< ISO 639-2/T, empty for none
};

/// AAC-LC.
struct AudioStream {
  int sample_rate = 48'000;
  int channels = 1;
  int bit_rate = 0;
  int samples_per_packet = 1024;
  std::vector<std::byte> audio_specific_config;
  std::string language;  ///< ISO 639-2/T, empty for none
};

/// One sample of a stream, in the unit of its stream: frames, or audio samples.
struct PacketView {
  std::span<const std::byte> bytes;
  std::int64_t start = 0;
  std::int64_t duration = 0;
  bool is_keyframe = false;
};

/// An `AVFormatContext` that writes into an AtomicFile, which must outlive it. In order: add streams, write_header,
/// write_packet in the order of the file, write_trailer. Nothing that FFmpeg writes depends on the time or on its
/// version. Members throw Error: what the file throws (kStorage), else kMedia naming the C function. For one thread.
class OutputContext {
 public:
  /// `format` is a short name of a muxer ("mp4").
  OutputContext(AtomicFile& file, const char* format);
  OutputContext(const OutputContext&) = delete;
  OutputContext& operator=(const OutputContext&) = delete;
  ~OutputContext();

  /// Both return the index of the stream.
  int add_stream(const VideoStream& stream);
  int add_stream(const AudioStream& stream);
  void set_metadata(const char* key, const std::string& value);

  /// `options` are the muxer's own; one it does not know is an Error.
  void write_header(std::span<const std::pair<std::string, std::string>> options);
  void write_packet(int stream, const PacketView& packet);
  void write_trailer();

 private:
  struct Stream {
    std::int64_t units_per_second = 1;
  };

  static int write_callback(void* self, std::uint8_t* bytes, int size) noexcept;
  static std::int64_t seek_callback(void* self, std::int64_t offset, int whence) noexcept;
  void free_all() noexcept;
  /// Rethrows what the file threw meanwhile; else throws if `result` is negative.
  void check(int result, std::string_view function);

  AtomicFile& file_;
  std::uint64_t position_ = 0;
  std::uint64_t length_ = 0;
  std::exception_ptr failure_;  ///< thrown by the file inside of FFmpeg
  std::vector<Stream> streams_;
  // Declared after what the callbacks use.
  ::AVIOContext* io_ = nullptr;
  ::AVFormatContext* format_ = nullptr;
};

}  // namespace vina::ffmpeg
