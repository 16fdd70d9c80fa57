// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/request_gate.h"

#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <thread>
#include <vector>

#include "base/error.h"

namespace vina {
namespace {

using namespace std::chrono_literals;

TEST(RequestGate, LetsTheEarliestCallThroughFirst) {
  RequestGate gate{1};
  std::optional<RequestGate::Place> place;
  gate.enter(gate.take_turn(), {});
  place.emplace(gate);
  std::vector<std::uint64_t> turns;
  for (int i = 0; i < 4; ++i) turns.push_back(gate.take_turn());
  std::vector<std::uint64_t> order;
  std::vector<std::jthread> threads;
  for (auto turn = turns.rbegin(); turn != turns.rend(); ++turn) {  // the latest is the first to wait
    threads.emplace_back([&gate, &order, turn = *turn] {
      gate.enter(turn, {});
      const RequestGate::Place held{gate};
      order.push_back(turn);  // one at a time
    });
    std::this_thread::sleep_for(30ms);
  }
  place.reset();
  threads.clear();
  EXPECT_EQ(order, turns);
}

TEST(RequestGate, CanBeMadeNarrowerAndWideAgainButNotWiderThanBuilt) {
  RequestGate gate{3};
  for (const auto& [limit, expected] : {std::pair{1, 1}, {0, 1}, {2, 2}, {9, 3}}) {
    gate.set_limit(limit);
    std::atomic<int> inside = 0;
    std::stop_source stop;
    {
      std::vector<std::jthread> threads;
      std::atomic<bool> is_over = false;
      for (int i = 0; i < 5; ++i) {
        threads.emplace_back([&] {
          try {
            gate.enter(gate.take_turn(), stop.get_token());
          } catch (const Error&) {
            return;
          }
          const RequestGate::Place place{gate};
          ++inside;
          while (!is_over) std::this_thread::sleep_for(1ms);
        });
      }
      const auto deadline = RequestGate::Clock::now() + 10s;
      while (inside < expected && RequestGate::Clock::now() < deadline) std::this_thread::sleep_for(1ms);
      std::this_thread::sleep_for(20ms);
      EXPECT_EQ(inside, expected);
      stop.request_stop();
      is_over = true;
    }
  }
  EXPECT_EQ(gate.most_seen_in_flight(), 3);
}

TEST(RequestGate, MakesEveryoneWaitForAPauseAndSaysHowLong) {
  RequestGate gate{2};
  gate.pause_until(RequestGate::Clock::now() + 80ms);
  gate.pause_until(RequestGate::Clock::now() + 10ms);  // does not cut the longer one short
  const auto start = RequestGate::Clock::now();
  const auto waited = gate.enter(gate.take_turn(), {});
  const RequestGate::Place place{gate};
  EXPECT_GE(RequestGate::Clock::now() - start, 70ms);
  EXPECT_GE(waited, 70ms);
  EXPECT_EQ(gate.enter(gate.take_turn(), {}), 0ms);
  const RequestGate::Place other{gate};
}

}  // namespace
}  // namespace vina
