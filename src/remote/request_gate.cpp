// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/request_gate.h"

#include <algorithm>

#include "base/cancellation.h"

namespace vina {

RequestGate::RequestGate(int most_in_flight)
    : configured_limit_{std::max(most_in_flight, 1)}, limit_{configured_limit_} {}

std::uint64_t RequestGate::take_turn() {
  const std::scoped_lock lock{mutex_};
  return next_turn_++;
}

std::chrono::milliseconds RequestGate::enter(std::uint64_t turn, const std::stop_token& stop) {
  using std::chrono::milliseconds;
  std::unique_lock lock{mutex_};
  waiting_.insert(turn);
  const Clock::time_point start = Clock::now();
  Clock::time_point pause_end = start;  // of the last pause that was met
  while (true) {
    if (stop.stop_requested()) {
      waiting_.erase(turn);
      changed_.notify_all();
      throw_if_stopped(stop);
    }
    const Clock::time_point now = Clock::now();
    if (now < paused_until_) {
      pause_end = paused_until_;
      changed_.wait_until(lock, stop, pause_end, [&] { return paused_until_ != pause_end; });
      continue;
    }
    if (*waiting_.begin() == turn && in_flight_ < limit_) break;
    changed_.wait(lock, stop,
                  [&] { return (*waiting_.begin() == turn && in_flight_ < limit_) || Clock::now() < paused_until_; });
  }
  waiting_.erase(turn);
  ++in_flight_;
  most_seen_ = std::max(most_seen_, in_flight_);
  changed_.notify_all();
  return std::chrono::duration_cast<milliseconds>(std::min(pause_end, Clock::now()) - start);
}

void RequestGate::pause_until(Clock::time_point end) {
  const std::scoped_lock lock{mutex_};
  paused_until_ = std::max(paused_until_, end);
  changed_.notify_all();
}

void RequestGate::set_limit(int most_in_flight) {
  const std::scoped_lock lock{mutex_};
  limit_ = std::clamp(most_in_flight, 1, configured_limit_);
  changed_.notify_all();
}

int RequestGate::most_seen_in_flight() const {
  const std::scoped_lock lock{mutex_};
  return most_seen_;
}

void RequestGate::leave() {
  const std::scoped_lock lock{mutex_};
  --in_flight_;
  changed_.notify_all();
}

}  // namespace vina
