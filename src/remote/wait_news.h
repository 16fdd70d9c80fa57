// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <functional>
#include <list>
#include <mutex>
#include <string>

namespace vina {

/// Tells those who listen that a vendor is being waited for, so that a run that stands still can say why.
/// Thread-safe.
class WaitNews {
 public:
  /// `length` is how long from now. Called from any thread, but never by two at once; it should return soon, and not
  /// use this object.
  using Listener = std::function<void(const std::string& vendor, std::chrono::milliseconds length)>;

  /// Listens for as long as it lives. Once it is destroyed, its listener is not called any more.
  class Subscription {
   public:
    /// `news` must outlive it.
    Subscription(WaitNews& news, Listener listener);
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;
    ~Subscription();

   private:
    WaitNews& news_;
    std::list<Listener>::iterator place_;
  };

  void tell(const std::string& vendor, std::chrono::milliseconds length);

 private:
  std::mutex mutex_;
  std::list<Listener> listeners_;
};

}  // namespace vina
