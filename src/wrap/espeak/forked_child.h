// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <span>
#include <stop_token>

#include "base/file_descriptor.h"

namespace vina::espeak {

/// Runs a function in a forked copy of this process and reads what it writes. The destructor kills and reaps the child
/// wherever it is; the child also ends when this process or the thread that made it does (elsewhere than on Linux: when
/// it next writes something that nobody will read). Not thread-safe.
class ForkedChild {
 public:
  /// The child runs `work` with the writing end of a pipe and ends without running destructors or exit handlers. Its
  /// standard streams lead nowhere. Throws Error (kMedia) if the system cannot fork.
  explicit ForkedChild(const std::function<void(int pipe)>& work);
  ForkedChild(const ForkedChild&) = delete;
  ForkedChild& operator=(const ForkedChild&) = delete;
  ~ForkedChild();

  enum class Outcome { kRead, kTimeout, kEnded };
  /// Fills `bytes`. kTimeout if nothing came for `timeout`, kEnded if the child ended before all of it was written.
  /// Throws Error (kCancelled) within 10 ms of a stop.
  Outcome read(std::span<std::byte> bytes, std::chrono::milliseconds timeout, const std::stop_token& stop);

  /// For the child: writes all of `bytes`; false if that failed.
  static bool write(int pipe, std::span<const std::byte> bytes) noexcept;

 private:
  FileDescriptor pipe_;
  pid_t process_ = -1;
};

}  // namespace vina::espeak
