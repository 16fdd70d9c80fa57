// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/lesson_source.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include <fmt/format.h>

#include "base/cancellation.h"
#include "base/error.h"
#include "base/file_descriptor.h"
#include "lesson/lesson_reader.h"

namespace vina {
namespace {

constexpr int kMillisecondsBetweenLooksAtStop = 100;

[[noreturn]] void throw_unreadable(const std::string& name, int error_number, const char* cure) {
  throw Error{ErrorKind::kInvalidOption, fmt::format("cannot read the lesson '{}': {}; {}", name,
                                                     std::generic_category().message(error_number), cure)};
}

/// Not blocking, so that a pipe nobody writes to can be left with Ctrl-C.
FileDescriptor open_lesson(const std::string& path) {
  FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
  if (!file.is_open()) {
    const char* cure = errno == EACCES ? "make it readable for you" : "give the path of a lesson's JSON file";
    throw_unreadable(path, errno, cure);
  }
  return file;
}

bool wait_for_bytes(int descriptor, const std::stop_token& stop) {
  throw_if_stopped(stop);
  pollfd source{descriptor, POLLIN, 0};
  return ::poll(&source, 1, kMillisecondsBetweenLooksAtStop) > 0;
}

}  // namespace

std::string lesson_source_name(const std::string& path) {
  return path == "-" ? "standard input" : path;
}

std::string read_lesson_text(const std::string& path, int standard_input, const std::stop_token& stop) {
  const std::string name = lesson_source_name(path);
  FileDescriptor file;
  if (path != "-") file = open_lesson(path);
  const int descriptor = file.is_open() ? file.get() : standard_input;

  std::string text(kMaxLessonBytes + 1, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    if (!wait_for_bytes(descriptor, stop)) continue;
    const ssize_t count = ::read(descriptor, text.data() + size, text.size() - size);
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (count < 0) throw_unreadable(name, errno, "give the path of a lesson's JSON file, or - for standard input");
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
  }
  if (size > kMaxLessonBytes) {
    throw Error{ErrorKind::kInvalidLesson,
                fmt::format("the lesson '{}' is larger than 1 MiB, the most a lesson may have", name)};
  }
  if (size == 0) throw Error{ErrorKind::kInvalidLesson, fmt::format("the lesson '{}' is empty", name)};
  text.resize(size);
  return text;
}

}  // namespace vina
