// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/wait_news.h"

#include <utility>

namespace vina {

WaitNews::Subscription::Subscription(WaitNews& news, Listener listener) : news_{news} {
  const std::scoped_lock lock{news.mutex_};
  place_ = news.listeners_.insert(news.listeners_.end(), std::move(listener));
}

WaitNews::Subscription::~Subscription() {
  const std::scoped_lock lock{news_.mutex_};
  news_.listeners_.erase(place_);
}

void WaitNews::tell(const std::string& vendor, std::chrono::milliseconds length) {
  const std::scoped_lock lock{mutex_};
  for (const Listener& listener : listeners_) listener(vendor, length);
}

}  // namespace vina
