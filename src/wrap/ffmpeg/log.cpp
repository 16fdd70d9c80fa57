// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/ffmpeg/log.h"

#include <array>
#include <cstdarg>
#include <cstddef>
#include <mutex>

extern "C" {
#include <libavutil/error.h>
#include <libavutil/log.h>
}

#include "base/error.h"

namespace vina::ffmpeg {
namespace {

/// A plain array: the callback must not throw, and a thread may end while FFmpeg still logs.
thread_local std::array<char, 256> last_line{};

void keep_line(void* source, int level, const char* format, va_list arguments) noexcept {
  if ((level & 0xff) > AV_LOG_WARNING) return;  // the bits above the level are a colour
  std::array<char, 256> line{};
  int print_prefix = 1;
  av_log_format_line2(source, level, format, arguments, line.data(), static_cast<int>(line.size()), &print_prefix);
  for (char& c : line) {
    if (c != '\0' && static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  last_line = line;
}

}  // namespace

void capture_log() {
  static std::once_flag done;
  std::call_once(done, [] { av_log_set_callback(keep_line); });
}

std::string take_last_log_line() {
  std::string line = last_line.data();
  last_line[0] = '\0';
  line.erase(line.find_last_not_of(' ') + 1);
  // The object's address ("[png @ 0x5581...]") says nothing to a reader and differs from run to run.
  if (const std::size_t at = line.find(" @ 0x"); at != std::string::npos) {
    if (const std::size_t end = line.find(']', at); end != std::string::npos) line.erase(at, end - at);
  }
  return line;
}

void throw_ffmpeg_error(std::string_view function, std::string_view subject, int error_number) {
  std::array<char, AV_ERROR_MAX_STRING_SIZE> reason{};
  av_strerror(error_number, reason.data(), reason.size());
  std::string message;
  message.append(subject).append(": ").append(function).append(" failed: ").append(reason.data());
  if (const std::string line = take_last_log_line(); !line.empty()) message.append(" (").append(line).append(")");
  throw Error{ErrorKind::kMedia, message};
}

}  // namespace vina::ffmpeg
