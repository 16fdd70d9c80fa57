// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

#include "base/cancellation.h"

namespace vina {

/// Does `count` pieces of work on several threads and hands the results over in order, on the calling thread.
///
/// `work(index, stop)` runs on any of `threads` threads; `deliver(index, result)` runs on the caller's, for 0, 1, 2 and
/// so on. At most `ahead` results wait or are in the making beyond the one that is due next, which bounds memory
/// however long the lesson is. The first exception of either function, or a stop request, ends the run: the threads are
/// told to stop, waited for, and the exception (or Error kCancelled) is thrown.
template <typename Result>
class OrderedWork {
 public:
  using Work = std::function<Result(std::size_t, std::stop_token)>;
  using Deliver = std::function<void(std::size_t, Result)>;

  OrderedWork(std::size_t count, std::size_t ahead, Work work, Deliver deliver)
      : count_{count}, ahead_{std::max<std::size_t>(ahead, 1)}, work_{std::move(work)}, deliver_{std::move(deliver)} {}

  void run(std::size_t threads, const std::stop_token& stop) {
    const std::stop_callback forward{stop, [this] { end(nullptr); }};
    {
      std::vector<std::jthread> workers;
      for (std::size_t i = 0; i < std::clamp<std::size_t>(threads, 1, std::max<std::size_t>(count_, 1)); ++i) {
        workers.emplace_back([this] { produce(); });
      }
      consume();
    }
    if (error_) std::rethrow_exception(error_);
    throw_if_stopped(stop);
  }

 private:
  void produce() {
    for (;;) {
      std::size_t index = 0;
      {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [this] { return ended_ || next_ == count_ || next_ < due_ + ahead_; });
        if (ended_ || next_ == count_) return;
        index = next_++;
      }
      try {
        Result result = work_(index, stop_.get_token());
        const std::lock_guard lock{mutex_};
        finished_.emplace(index, std::move(result));
      } catch (...) {
        end(std::current_exception());
        return;
      }
      changed_.notify_all();
    }
  }

  void consume() {
    while (due_ < count_) {
      std::unique_lock lock{mutex_};
      changed_.wait(lock, [this] { return ended_ || finished_.contains(due_); });
      if (ended_) return;
      auto result = finished_.extract(due_);
      lock.unlock();
      try {
        deliver_(due_, std::move(result.mapped()));
      } catch (...) {
        end(std::current_exception());
        return;
      }
      lock.lock();
      ++due_;
      lock.unlock();
      changed_.notify_all();
    }
  }

  /// The first error is kept; what fails afterwards fails because it was told to stop.
  void end(std::exception_ptr error) {
    {
      const std::lock_guard lock{mutex_};
      if (!ended_) error_ = std::move(error);
      ended_ = true;
    }
    stop_.request_stop();  // outside the lock: it calls whatever the workers hung on their token
    changed_.notify_all();
  }

  const std::size_t count_;
  const std::size_t ahead_;
  const Work work_;
  const Deliver deliver_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t next_ = 0;  ///< the first piece no thread has taken
  std::size_t due_ = 0;   ///< the piece that is delivered next; written by the caller's thread alone
  std::map<std::size_t, Result> finished_;
  bool ended_ = false;
  std::exception_ptr error_;
  std::stop_source stop_;
};

}  // namespace vina
