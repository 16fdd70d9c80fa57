// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace vina::fake {

/// Sleeps that can all be ended at once. Thread-safe.
class Sleep {
 public:
  void sleep(std::chrono::milliseconds time) {
    std::unique_lock lock{mutex_};
    woken_.wait_for(lock, time, [this] { return awake_; });
  }
  /// From now on nobody sleeps.
  void wake_for_good() {
    const std::lock_guard lock{mutex_};
    awake_ = true;
    woken_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable woken_;
  bool awake_ = false;
};

}  // namespace vina::fake
