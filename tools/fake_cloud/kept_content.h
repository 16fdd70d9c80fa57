// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace vina::fake {

/// Content that was made before, so that asking again costs no time. Keeps the youngest 128 MB. Thread-safe; what two
/// threads ask for at once may be made twice.
template <typename Content>
class Kept {
 public:
  using Pointer = std::shared_ptr<const Content>;

  /// `bytes_of` a content that is new.
  Pointer get(const std::string& key, const std::function<Content()>& make,
              const std::function<std::size_t(const Content&)>& bytes_of) {
    {
      const std::lock_guard lock{mutex_};
      if (const auto found = contents_.find(key); found != contents_.end()) return found->second;
    }
    const auto made = std::make_shared<const Content>(make());
    const std::lock_guard lock{mutex_};
    if (!contents_.emplace(key, made).second) return made;
    ages_.emplace_back(key, bytes_of(*made));
    bytes_ += ages_.back().second;
    while (bytes_ > kMostBytes && ages_.size() > 1) {
      bytes_ -= ages_.front().second;
      contents_.erase(ages_.front().first);
      ages_.pop_front();
    }
    return made;
  }

 private:
  static constexpr std::size_t kMostBytes = std::size_t{128} * 1024 * 1024;

  std::mutex mutex_;
  std::map<std::string, Pointer> contents_;
  std::deque<std::pair<std::string, std::size_t>> ages_;
  std::size_t bytes_ = 0;
};

using KeptContent = Kept<std::string>;

}  // namespace vina::fake
