// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <set>
#include <stop_token>

namespace vina {

/// Lets at most so many requests through at a time, the earliest call first, and none during a pause. Thread-safe.
class RequestGate {
 public:
  using Clock = std::chrono::steady_clock;

  /// A place among the requests in flight, given back with its end.
  class Place {
   public:
    explicit Place(RequestGate& gate) : gate_{gate} {}
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() { gate_.leave(); }

   private:
    RequestGate& gate_;
  };

  /// `most_in_flight` is 1 or more.
  explicit RequestGate(int most_in_flight);

  /// The turn of a call; the same for all its requests.
  std::uint64_t take_turn();

  /// Waits for a place, which must be put into a Place at once. Returns how long a pause made it wait.
  /// Throws Error (kCancelled) soon after a stop request.
  std::chrono::milliseconds enter(std::uint64_t turn, const std::stop_token& stop);

  /// Nobody enters before `end`, unless a longer pause is on already.
  void pause_until(Clock::time_point end);
  /// From now on at most so many, between 1 and the number given to the constructor.
  void set_limit(int most_in_flight);

  int most_seen_in_flight() const;

 private:
  void leave();

  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  const int configured_limit_;
  int limit_;
  int in_flight_ = 0;
  int most_seen_ = 0;
  std::uint64_t next_turn_ = 0;
  std::set<std::uint64_t> waiting_;
  Clock::time_point paused_until_;
};

}  // namespace vina
