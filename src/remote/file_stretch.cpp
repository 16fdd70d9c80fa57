// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/file_stretch.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/error.h"

namespace vina {

FileStretch::FileStretch(std::filesystem::path path, std::uint64_t offset, std::uint64_t length)
    : path_{std::move(path)}, offset_{offset}, length_{length}, file_{::open(path_.c_str(), O_RDONLY | O_CLOEXEC)} {
  if (!file_.is_open()) throw_system_error("cannot open", path_.string(), errno);
  struct stat status {};
  if (::fstat(file_.get(), &status) != 0) throw_system_error("cannot read", path_.string(), errno);
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (offset > size || length > size - offset) throw_too_short();
}

std::size_t FileStretch::read(std::span<char> buffer) {
  const std::uint64_t left = length_ - std::min(position_, length_);
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left, buffer.size()));
  if (wanted == 0) return 0;
  ssize_t count = 0;
  do {
    count = ::pread(file_.get(), buffer.data(), wanted, static_cast<off_t>(offset_ + position_));
  } while (count < 0 && errno == EINTR);
  if (count < 0) throw_system_error("cannot read", path_.string(), errno);
  if (count == 0) throw_too_short();
  position_ += static_cast<std::uint64_t>(count);
  return static_cast<std::size_t>(count);
}

void FileStretch::throw_too_short() const {
  throw Error{ErrorKind::kStorage,
              path_.string() + " became shorter while it was sent: try again once nothing writes to it"};
}

}  // namespace vina
