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
constexpr std::size_t kLineBytes = 25;  // an ISO time and the end of the line
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

/// The file has two lines: when the first open attempt began, and when the one did that goes on or was cut off.
std::optional<system_clock::time_point> KeyLock::noted_time(std::size_t line) const {
  std::array<char, 2 * kLineBytes> text{};
  const ssize_t count = ::pread(opened_.get(), text.data(), text.size(), 0);
  if (count < 0) throw_system_error("cannot read", file_.string(), errno);
  const std::string_view noted{text.data(), static_cast<std::size_t>(count)};
  if (noted.size() <= line * kLineBytes) return std::nullopt;
  if (const auto time = from_iso_time(noted.substr(line * kLineBytes, kLineBytes - 1))) return time;
  // Cut off while it was written: there was an attempt, and the file's time is that of its beginning.
  struct stat status {};
  if (::fstat(opened_.get(), &status) != 0) throw_system_error("cannot read", file_.string(), errno);
  return system_clock::from_time_t(status.st_mtime);
}

std::optional<system_clock::time_point> KeyLock::open_attempt() const {
  return noted_time(0);
}

std::optional<system_clock::time_point> KeyLock::cut_off_attempt() const {
  return noted_time(1);
}

void KeyLock::begin_attempt() {
  const auto now = system_clock::now();
  const std::string lines = to_iso_time(open_attempt().value_or(now)) + "\n" + to_iso_time(now) + "\n";
  if (::pwrite(opened_.get(), lines.data(), lines.size(), 0) != static_cast<ssize_t>(lines.size()) ||
      ::fsync(opened_.get()) != 0) {
    throw_system_error("cannot write", file_.string(), errno);
  }
  sync_folder(file_.parent_path());
}

void KeyLock::end_attempt() {
  if (::ftruncate(opened_.get(), kLineBytes) != 0) throw_system_error("cannot write", file_.string(), errno);
}

void KeyLock::end_attempts() {
  if (::ftruncate(opened_.get(), 0) != 0) throw_system_error("cannot write", file_.string(), errno);
}

}  // namespace vina
