// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/lesson_source.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "base/cancellation.h"
#include "base/error.h"
#include "base/file_descriptor.h"
#include "cli/batch_manifest.h"
#include "lesson/lesson_reader.h"

namespace vina {
namespace {

constexpr int kMillisecondsBetweenLooksAtStop = 100;
constexpr std::size_t kBlockBytes = std::size_t{1} << 16U;

/// What is read, as messages call it, and how much of it.
struct Kind {
  std::string_view name;
  std::string_view file;
  std::size_t most_bytes;
  ErrorKind fault;  ///< of one that is empty or too large
};

constexpr Kind kLesson{"lesson", "lesson's JSON file", kMaxLessonBytes, ErrorKind::kInvalidLesson};
constexpr Kind kManifest{"manifest", "manifest", kMaxManifestBytes, ErrorKind::kInvalidOption};

[[noreturn]] void throw_unreadable(const Kind& kind, const std::string& name, int error_number, std::string_view cure) {
  throw Error{ErrorKind::kInvalidOption, fmt::format("cannot read the {} '{}': {}; {}", kind.name, name,
                                                     std::generic_category().message(error_number), cure)};
}

/// Not blocking, so that a pipe nobody writes to can be left with Ctrl-C.
FileDescriptor open_source(const Kind& kind, const std::string& path) {
  FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
  if (!file.is_open()) {
    throw_unreadable(kind, path, errno,
                     errno == EACCES ? "make it readable for you" : fmt::format("give the path of a {}", kind.file));
  }
  return file;
}

bool wait_for_bytes(int descriptor, const std::stop_token& stop) {
  throw_if_stopped(stop);
  pollfd source{descriptor, POLLIN, 0};
  return ::poll(&source, 1, kMillisecondsBetweenLooksAtStop) > 0;
}

std::string read_text(const Kind& kind, const std::string& path, int standard_input, const std::stop_token& stop) {
  const std::string name = lesson_source_name(path);
  FileDescriptor file;
  if (path != "-") file = open_source(kind, path);
  const int descriptor = file.is_open() ? file.get() : standard_input;

  std::string text;
  std::string block(kBlockBytes, '\0');
  while (text.size() <= kind.most_bytes) {
    if (!wait_for_bytes(descriptor, stop)) continue;
    const std::size_t wanted = std::min(block.size(), kind.most_bytes + 1 - text.size());
    const ssize_t count = ::read(descriptor, block.data(), wanted);
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (count < 0) {
      throw_unreadable(kind, name, errno, fmt::format("give the path of a {}, or - for standard input", kind.file));
    }
    if (count == 0) break;
    text.append(block.data(), static_cast<std::size_t>(count));
  }
  if (text.size() > kind.most_bytes) {
    throw Error{kind.fault, fmt::format("the {} '{}' is larger than {} MiB, the most a {} may have", kind.name, name,
                                        kind.most_bytes >> 20U, kind.name)};
  }
  if (text.empty()) throw Error{kind.fault, fmt::format("the {} '{}' is empty", kind.name, name)};
  return text;
}

}  // namespace

std::string lesson_source_name(const std::string& path) {
  return path == "-" ? "standard input" : path;
}

std::string read_lesson_text(const std::string& path, int standard_input, const std::stop_token& stop) {
  return read_text(kLesson, path, standard_input, stop);
}

std::string read_manifest_text(const std::string& path, int standard_input, const std::stop_token& stop) {
  return read_text(kManifest, path, standard_input, stop);
}

}  // namespace vina
