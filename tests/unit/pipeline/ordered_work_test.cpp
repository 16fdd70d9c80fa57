// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/ordered_work.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

#include "base/error.h"

namespace vina {
namespace {

using std::chrono_literals::operator""ms;

TEST(OrderedWork, DeliversInOrderWhateverTheThreadsDo) {
  std::vector<std::size_t> delivered;
  OrderedWork<std::size_t> work{50, 4,
                                [](std::size_t index, const std::stop_token&) {
                                  std::this_thread::sleep_for(std::chrono::microseconds{(index * 7919) % 800});
                                  return index * 10;
                                },
                                [&](std::size_t index, std::size_t result) {
                                  EXPECT_EQ(result, index * 10);
                                  delivered.push_back(index);
                                }};
  work.run(4, {});
  ASSERT_EQ(delivered.size(), 50U);
  for (std::size_t i = 0; i < delivered.size(); ++i) EXPECT_EQ(delivered[i], i);
}

TEST(OrderedWork, NeverRunsFartherAheadThanItMay) {
  std::atomic<std::size_t> delivered{0};
  std::atomic<std::size_t> farthest{0};
  OrderedWork<int> work{30, 3,
                        [&](std::size_t index, const std::stop_token&) {
                          const std::size_t distance = index - std::min(index, delivered.load());
                          std::size_t seen = farthest.load();
                          while (distance > seen && !farthest.compare_exchange_weak(seen, distance)) {
                          }
                          return 0;
                        },
                        [&](std::size_t, int) {
                          std::this_thread::sleep_for(1ms);
                          ++delivered;
                        }};
  work.run(8, {});
  EXPECT_LE(farthest.load(), 3U);
}

TEST(OrderedWork, ThrowsTheErrorOfAWorkerAndStopsTheOthers) {
  OrderedWork<int> work{100, 4,
                        [](std::size_t index, const std::stop_token& stop) {
                          if (index == 3) throw std::runtime_error{"third"};
                          while (index > 3 && !stop.stop_requested()) std::this_thread::sleep_for(1ms);
                          return 0;
                        },
                        [](std::size_t, int) {}};
  EXPECT_THROW(work.run(2, {}), std::runtime_error);
}

TEST(OrderedWork, ThrowsTheErrorOfTheReceiver) {
  OrderedWork<int> work{100, 4, [](std::size_t, const std::stop_token&) { return 0; },
                        [](std::size_t index, int) {
                          if (index == 5) throw std::runtime_error{"disk full"};
                        }};
  EXPECT_THROW(work.run(2, {}), std::runtime_error);
}

TEST(OrderedWork, AStopRequestEndsItAsCancelled) {
  std::stop_source source;
  OrderedWork<int> work{100, 4,
                        [&](std::size_t index, const std::stop_token& stop) {
                          if (index == 2) source.request_stop();
                          while (index > 2 && !stop.stop_requested()) std::this_thread::sleep_for(1ms);
                          return 0;
                        },
                        [](std::size_t, int) {}};
  try {
    work.run(2, source.get_token());
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kCancelled);
  }
}

TEST(OrderedWork, NothingToDoIsDone) {
  OrderedWork<int> work{0, 1, [](std::size_t, const std::stop_token&) { return 0; }, [](std::size_t, int) { FAIL(); }};
  work.run(2, {});
}

}  // namespace
}  // namespace vina
