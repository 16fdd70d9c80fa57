// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <stop_token>

#include "base/file_descriptor.h"

namespace vina {

/// The right to make or move one asset, held by one thread of one process at a time, and the note of an attempt to pay
/// for it. The kernel takes the right back from a process that dies; the note stays, since it stands in the file.
///
/// Note [Locks that can be removed]
/// The lock is flock() on a file of its own, which belongs to the open file: two threads that each open it exclude each
/// other as two processes do. The file is removed when nothing is noted in it, so that a store of a thousand assets
/// does not keep a thousand empty files. Whoever waited for the removed file then locks a file that has no name any
/// more, beside another one who made it anew; so, once locked, the name is looked up again, and a file that is not the
/// one locked is let go. It is removed only by its holder, before it is let go.
/// A process forked meanwhile inherits the open file and would hold the lock on; so it is unlocked, not just closed.
///
/// Members throw Error (kStorage). Not thread-safe.
class KeyLock {
 public:
  /// Nothing if somebody else holds it.
  static std::optional<KeyLock> try_take(const std::filesystem::path& file);
  /// Waits for it. Throws Error kCancelled within 100 ms of a stop request.
  static KeyLock take(const std::filesystem::path& file, const std::stop_token& stop);

  KeyLock(KeyLock&&) noexcept = default;
  KeyLock& operator=(KeyLock&&) = delete;
  KeyLock(const KeyLock&) = delete;
  KeyLock& operator=(const KeyLock&) = delete;
  ~KeyLock();

  /// When the first of the attempts began whose end nobody noted.
  std::optional<std::chrono::system_clock::time_point> open_attempt() const;
  /// When the last attempt began, where it was cut off: neither end_attempt() nor end_attempts() came after it.
  std::optional<std::chrono::system_clock::time_point> cut_off_attempt() const;
  /// Notes that an attempt begins now; the note is on the disk when this returns. When the first one began stays.
  void begin_attempt();
  /// Notes that the attempt was not cut off. It stays open: an answer may be waiting at the vendor.
  void end_attempt();
  /// Notes that all attempts have ended and none left a charge without an asset.
  void end_attempts();

 private:
  std::optional<std::chrono::system_clock::time_point> noted_time(std::size_t line) const;

  KeyLock(std::filesystem::path file, FileDescriptor opened) : file_{std::move(file)}, opened_{std::move(opened)} {}

  std::filesystem::path file_;
  FileDescriptor opened_;
};

}  // namespace vina
