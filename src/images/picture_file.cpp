// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/picture_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "base/error.h"
#include "base/file_descriptor.h"
#include "images/image_parts.h"

namespace vina {
namespace {

[[noreturn]] void throw_unreadable(int error_number) {
  const std::string reason = std::generic_category().message(error_number);
  if (error_number == ENOENT) throw_not_usable("does not exist", "give the path of a PNG, JPEG or WebP picture");
  throw_not_usable("cannot be read: " + reason, "give a file you may read");
}

std::size_t checked_size(const FileDescriptor& file, std::size_t most) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw_unreadable(errno);
  if (S_ISDIR(status.st_mode)) throw_not_usable("is a folder", "give a picture file");
  if (!S_ISREG(status.st_mode)) throw_not_usable("is not a regular file", "give a picture file");
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size > most) {
    throw_not_usable(fmt::format("has {} bytes, and at most {} MiB can be used", size, most >> 20U),
                     "make the picture smaller, 1080 x 1920 pixels are enough");
  }
  return size;
}

}  // namespace

std::vector<std::byte> read_picture_file(const std::filesystem::path& path, std::size_t most, std::size_t spare_bytes) {
  const FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
  if (!file.is_open()) throw_unreadable(errno);
  const std::size_t size = checked_size(file, most);
  std::vector<std::byte> bytes;
  bytes.reserve(size + spare_bytes);
  bytes.resize(size);
  std::size_t done = 0;
  while (done < size) {
    const ssize_t count = ::read(file.get(), bytes.data() + done, size - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_unreadable(errno);
    if (count == 0) break;  // it became shorter meanwhile; the header check will say that it is cut off
    done += static_cast<std::size_t>(count);
  }
  bytes.resize(done);
  return bytes;
}

}  // namespace vina
