// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/line_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <fstream>
#include <system_error>
#include <utility>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/file_descriptor.h"

namespace vina {
namespace {

/// Shuts other processes out; unlocks rather than closes, since a process forked meanwhile has the file open as well.
class LockedFile {
 public:
  LockedFile(const FileDescriptor& file, const std::filesystem::path& name) : file_{file} {
    while (::flock(file_.get(), LOCK_EX) != 0) {
      if (errno != EINTR) throw_system_error("cannot lock", name.string(), errno);
    }
  }
  LockedFile(const LockedFile&) = delete;
  LockedFile& operator=(const LockedFile&) = delete;
  ~LockedFile() { ::flock(file_.get(), LOCK_UN); }

 private:
  const FileDescriptor& file_;
};

off_t size_of(const FileDescriptor& file, const std::filesystem::path& name) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw_system_error("cannot read", name.string(), errno);
  return status.st_size;
}

bool ends_in_a_line(const FileDescriptor& file, off_t size) {
  char last = '\n';
  return size == 0 || ::pread(file.get(), &last, 1, size - 1) != 1 || last == '\n';
}

}  // namespace

LineFile::LineFile(std::filesystem::path file) : file_{std::move(file)} {
  if (!file_.has_parent_path()) return;
  std::error_code error;
  std::filesystem::create_directories(file_.parent_path(), error);
  if (error) throw_system_error("cannot make the folder", file_.parent_path().string(), error.value());
}

void LineFile::add(std::string line) {
  const std::lock_guard guard{mutex_};
  const FileDescriptor opened{::open(file_.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)};
  if (!opened.is_open()) throw_system_error("cannot write", file_.string(), errno);
  const LockedFile locked{opened, file_};
  const off_t size = size_of(opened, file_);
  if (!ends_in_a_line(opened, size)) line.insert(0, 1, '\n');
  const ssize_t written = ::write(opened.get(), line.data(), line.size());
  if (written != static_cast<ssize_t>(line.size())) {
    const int reason = written < 0 ? errno : ENOSPC;
    if (::ftruncate(opened.get(), size) != 0) throw_system_error("cannot write", file_.string(), errno);
    throw_system_error("cannot write", file_.string(), reason);
  }
  if (::fsync(opened.get()) != 0 && errno != EINVAL) throw_system_error("cannot write", file_.string(), errno);
  if (size == 0) sync_folder(file_.has_parent_path() ? file_.parent_path() : std::filesystem::path{"."});
}

std::vector<std::string> LineFile::lines() const {
  std::vector<std::string> lines;
  std::error_code ignored;
  if (!std::filesystem::exists(file_, ignored)) return lines;
  std::ifstream in{file_, std::ios::binary};
  for (std::string line; std::getline(in, line);) lines.push_back(std::move(line));
  if (in.bad() || !in.eof()) {
    throw Error{ErrorKind::kStorage, "cannot read '" + file_.string() + "'; make it readable, or move it away"};
  }
  return lines;
}

}  // namespace vina
