// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "base/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <string>

#include "base/error.h"

namespace vina {
namespace {

std::filesystem::path folder_of(const std::filesystem::path& target) {
  return target.has_parent_path() ? target.parent_path() : std::filesystem::path{"."};
}

/// A name beside the target that no other call of any process uses at the same time.
std::filesystem::path sibling_name(const std::filesystem::path& target) {
  static std::atomic<unsigned> counter{0};
  return folder_of(target) / ("." + target.filename().string() + "." + std::to_string(::getpid()) + "-" +
                              std::to_string(counter.fetch_add(1)) + ".part");
}

/// The kernel takes the umask away.
mode_t permissions(AtomicFile::Care care) {
  if (care == AtomicFile::Care::kRecord) return S_IRUSR | S_IWUSR;
  return S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH;
}

/// Some file systems have no such thing for what was asked, and say so.
bool cannot_sync(int error_number) {
  return error_number == EINVAL || error_number == ENOTSUP;
}

}  // namespace

AtomicFile::AtomicFile(std::filesystem::path target, Care care) : target_{std::move(target)}, care_{care} {
  std::error_code ignored;
  if (std::filesystem::is_directory(target_, ignored)) {
    throw Error{ErrorKind::kStorage, "cannot write '" + target_.string() + "': it is a folder; give a file name"};
  }
#ifdef O_TMPFILE
  file_ = FileDescriptor{::open(folder_of(target_).c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, permissions(care_))};
  if (file_.is_open()) return;
  if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL) {
    throw_system_error("cannot write", target_.string(), errno);
  }
#endif
  temporary_ = sibling_name(target_);
  file_ = FileDescriptor{::open(temporary_.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, permissions(care_))};
  if (!file_.is_open()) {
    temporary_.clear();
    throw_system_error("cannot write", target_.string(), errno);
  }
}

AtomicFile::~AtomicFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void AtomicFile::write_at(std::uint64_t offset, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(file_.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_system_error("cannot write", target_.string(), errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
    offset += static_cast<std::uint64_t>(written);
  }
}

void AtomicFile::write_all(std::string_view text) {
  if (::ftruncate(file_.get(), 0) != 0) throw_system_error("cannot write", target_.string(), errno);
  write_at(0, std::as_bytes(std::span{text}));
}

void AtomicFile::read_at(std::uint64_t offset, std::span<std::byte> bytes) const {
  while (!bytes.empty()) {
    const ssize_t count = ::pread(file_.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_system_error("cannot read back", target_.string(), errno);
    if (count == 0) throw Error{ErrorKind::kStorage, "cannot read back '" + target_.string() + "': it is too short"};
    bytes = bytes.subspan(static_cast<std::size_t>(count));
    offset += static_cast<std::uint64_t>(count);
  }
}

std::uint64_t AtomicFile::size() const {
  struct stat status {};
  if (::fstat(file_.get(), &status) != 0) throw_system_error("cannot read back", target_.string(), errno);
  return static_cast<std::uint64_t>(status.st_size);
}

void AtomicFile::commit() {
  // Data first, name second: after a power cut the name must not stand on an empty file.
  if (::fsync(file_.get()) != 0 && !cannot_sync(errno)) throw_system_error("cannot write", target_.string(), errno);
  if (temporary_.empty()) {
    const std::filesystem::path name = sibling_name(target_);
    const std::string descriptor = "/proc/self/fd/" + std::to_string(file_.get());
    if (::linkat(AT_FDCWD, descriptor.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) != 0) {
      throw_system_error("cannot write", target_.string(), errno);
    }
    temporary_ = name;
  }
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) throw_system_error("cannot write", target_.string(), errno);
  temporary_.clear();
  if (care_ == Care::kRecord) sync_folder(folder_of(target_));
}

void sync_folder(const std::filesystem::path& folder) {
  const FileDescriptor opened{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!opened.is_open() || (::fsync(opened.get()) != 0 && !cannot_sync(errno))) {
    throw_system_error("cannot write to", folder.string(), errno);
  }
}

}  // namespace vina
