// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/key_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <thread>

#include "base/atomic_file.h"
#include "base/cancellation.h"
#include "base/error.h"
#include "storage/iso_time.h"

namespace vina {
namespace {

using std::chrono::system_clock;

constexpr std::chrono::milliseconds kPollInterval{50};
constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;

bool lock_at_once(const FileDescriptor& opened, const std::filesystem::path& file) {
  while (::flock(opened.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return false;
    if (errno != EINTR) throw_system_error("cannot lock", file.string(), errno);
  }
  return true;
}

bool still_has_its_name(const FileDescriptor& opened, const std::filesystem::path& file) {
  struct stat locked {};
  struct stat named {};
  if (::fstat(opened.get(), &locked) != 0) throw_system_error("cannot lock", file.string(), errno);
  return ::stat(file.c_str(), &named) == 0 && named.st_dev == locked.st_dev && named.st_ino == locked.st_ino;
}

}  // namespace

std::optional<KeyLock> KeyLock::try_take(const std::filesystem::path& file) {
  while (true) {
    FileDescriptor opened{::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly)};
    if (!opened.is_open()) throw_system_error("cannot lock", file.string(), errno);
    if (!lock_at_once(opened, file)) return std::nullopt;
    if (still_has_its_name(opened, file)) return KeyLock{file, std::move(opened)};
  }
}

KeyLock KeyLock::take(const std::filesystem::path& file, const std::stop_token& stop) {
  while (true) {
    throw_if_stopped(stop);
    if (std::optional<KeyLock> lock = try_take(file)) return std::move(*lock);
    std::this_thread::sleep_for(kPollInterval);
  }
}

KeyLock::~KeyLock() {
  if (!opened_.is_open()) return;
  struct stat status {};
  if (::fstat(opened_.get(), &status) == 0 && status.st_size == 0) ::unlink(file_.c_str());
  ::flock(opened_.get(), LOCK_UN);
}

std::optional<system_clock::time_point> KeyLock::open_attempt() const {
  std::array<char, 64> text{};
  const ssize_t count = ::pread(opened_.get(), text.data(), text.size(), 0);
  if (count < 0) throw_system_error("cannot read", file_.string(), errno);
  if (count == 0) return std::nullopt;
  const std::string_view noted{text.data(), static_cast<std::size_t>(count)};
  if (const auto time = from_iso_time(noted.substr(0, noted.find('\n')))) return time;
  // Cut off while it was written: there was an attempt, and the file's time is that of its beginning.
  struct stat status {};
  if (::fstat(opened_.get(), &status) != 0) throw_system_error("cannot read", file_.string(), errno);
  return system_clock::from_time_t(status.st_mtime);
}

void KeyLock::begin_attempt() {
  if (open_attempt()) return;
  const std::string line = to_iso_time(system_clock::now()) + "\n";
  if (::pwrite(opened_.get(), line.data(), line.size(), 0) != static_cast<ssize_t>(line.size()) ||
      ::fsync(opened_.get()) != 0) {
    throw_system_error("cannot write", file_.string(), errno);
  }
  sync_folder(file_.parent_path());
}

void KeyLock::end_attempts() {
  if (::ftruncate(opened_.get(), 0) != 0) throw_system_error("cannot write", file_.string(), errno);
}

}  // namespace vina
