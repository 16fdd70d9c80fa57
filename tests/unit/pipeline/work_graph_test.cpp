// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/work_graph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <latch>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

#include "base/error.h"

namespace vina {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

/// Notes who was done in which order.
class Notes {
 public:
  WorkGraph::Work noting(std::string name) {
    return [this, name = std::move(name)](const std::stop_token&) {
      const std::lock_guard lock{mutex_};
      done_.push_back(name);
    };
  }
  std::vector<std::string> done() const { return done_; }

 private:
  std::mutex mutex_;
  std::vector<std::string> done_;
};

TEST(WorkGraph, DoesNothingWithoutPieces) {
  WorkGraph graph;
  graph.add_lane(2);
  graph.run({});
}

TEST(WorkGraph, BeginsNoPieceBeforeThoseItWaitsFor) {
  for (int round = 0; round < 50; ++round) {
    WorkGraph graph;
    Notes notes;
    const std::size_t one = graph.add_lane(2);
    const std::size_t other = graph.add_lane(2);
    const auto a = graph.add(one, {}, notes.noting("a"));
    const auto b = graph.add(other, {a}, notes.noting("b"));
    const auto c = graph.add(one, {b}, notes.noting("c"));
    graph.add(other, {a, c}, notes.noting("d"));
    graph.run({});
    EXPECT_THAT(notes.done(), ElementsAre("a", "b", "c", "d"));
  }
}

TEST(WorkGraph, TakesThePieceThatWasAddedFirst) {
  WorkGraph graph;
  Notes notes;
  const std::size_t lane = graph.add_lane(1);
  const auto a = graph.add(lane, {}, notes.noting("a"));
  graph.add(lane, {a}, notes.noting("b"));
  graph.add(lane, {}, notes.noting("c"));
  graph.run({});
  EXPECT_THAT(notes.done(), ElementsAre("a", "b", "c"));
}

TEST(WorkGraph, LetsNoLaneWaitForAnother) {
  WorkGraph graph;
  std::latch met{2};
  for (int i = 0; i < 2; ++i) {
    graph.add(graph.add_lane(1), {}, [&met](const std::stop_token&) { met.arrive_and_wait(); });
  }
  graph.run({});
}

TEST(WorkGraph, HasNoMoreThreadsInALaneThanAllowed) {
  WorkGraph graph;
  const std::size_t lane = graph.add_lane(3);
  std::latch met{3};
  std::atomic<int> busy = 0;
  std::atomic<int> most = 0;
  for (int i = 0; i < 20; ++i) {
    graph.add(lane, {}, [&, is_one_of_three = i < 3](const std::stop_token&) {
      const int now = ++busy;
      if (is_one_of_three) met.arrive_and_wait();
      int seen = most;
      while (now > seen && !most.compare_exchange_weak(seen, now)) {
      }
      std::this_thread::sleep_for(2ms);
      --busy;
    });
  }
  graph.run({});
  EXPECT_EQ(most, 3);
}

TEST(WorkGraph, EndsAtTheFirstErrorAndTellsThosePiecesThatRun) {
  WorkGraph graph;
  Notes notes;
  const std::size_t waiting = graph.add_lane(1);
  const std::size_t failing = graph.add_lane(1);
  std::latch begun{1};
  bool told = false;
  graph.add(waiting, {}, [&](const std::stop_token& ended) {
    begun.count_down();
    while (!ended.stop_requested()) std::this_thread::sleep_for(1ms);
    told = true;
    throw std::runtime_error{"for being told to stop"};
  });
  const auto failed = graph.add(failing, {}, [&](const std::stop_token&) {
    begun.wait();
    throw std::runtime_error{"the first"};
  });
  graph.add(failing, {failed}, notes.noting("never"));
  graph.add(failing, {}, notes.noting("never"));
  try {
    graph.run({});
    ADD_FAILURE() << "no error";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "the first");
  }
  EXPECT_TRUE(told);
  EXPECT_THAT(notes.done(), ElementsAre());
}

TEST(WorkGraph, StopsWhenTold) {
  WorkGraph graph;
  std::stop_source stop;
  const std::size_t lane = graph.add_lane(1);
  Notes notes;
  graph.add(lane, {}, [&](const std::stop_token& ended) {
    stop.request_stop();
    EXPECT_TRUE(ended.stop_requested());
  });
  graph.add(lane, {}, notes.noting("never"));
  try {
    graph.run(stop.get_token());
    ADD_FAILURE() << "went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kCancelled);
  }
  EXPECT_THAT(notes.done(), ElementsAre());
}

TEST(WorkGraph, DropsWhatAPieceHoldsOnceItIsDone) {
  WorkGraph graph;
  const std::size_t lane = graph.add_lane(1);
  auto held = std::make_shared<int>(1);
  const std::weak_ptr<int> watched = held;
  const auto first = graph.add(lane, {}, [held = std::move(held)](const std::stop_token&) {});
  graph.add(lane, {first}, [&watched](const std::stop_token&) { EXPECT_TRUE(watched.expired()); });
  graph.run({});
}

}  // namespace
}  // namespace vina
