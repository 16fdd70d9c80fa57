// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/work_graph.h"

#include <algorithm>
#include <cassert>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include "base/cancellation.h"

namespace vina {

class WorkGraph::Run {
 public:
  Run(std::vector<Node>& nodes, std::size_t lanes) : nodes_{nodes}, ready_(lanes), left_(lanes, 0) {
    for (Piece piece = 0; piece < nodes_.size(); ++piece) {
      ++left_[nodes_[piece].lane];
      if (nodes_[piece].waits_for == 0) ready_[nodes_[piece].lane].insert(piece);
    }
  }

  void work(std::size_t lane) {
    while (true) {
      Piece piece = 0;
      {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return ended_ || left_[lane] == 0 || !ready_[lane].empty(); });
        if (ended_ || left_[lane] == 0) return;
        piece = ready_[lane].extract(ready_[lane].begin()).value();
        --left_[lane];
      }
      try {
        nodes_[piece].work(stop_.get_token());
      } catch (...) {
        end(std::current_exception());
        return;
      }
      nodes_[piece].work = nullptr;  // with all that it holds
      finish(piece);
    }
  }

  /// The first error is kept; what fails afterwards fails because it was told to stop.
  void end(std::exception_ptr error) {
    {
      const std::lock_guard lock{mutex_};
      if (!ended_) error_ = std::move(error);
      ended_ = true;
    }
    stop_.request_stop();  // outside the lock: it calls whatever the pieces hung on their token
    changed_.notify_all();
  }

  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  void finish(Piece piece) {
    {
      const std::lock_guard lock{mutex_};
      for (const Piece waiting : nodes_[piece].waited_by) {
        if (--nodes_[waiting].waits_for == 0) ready_[nodes_[waiting].lane].insert(waiting);
      }
    }
    changed_.notify_all();
  }

  std::vector<Node>& nodes_;
  std::mutex mutex_;  ///< for what follows, and for how many a node waits for
  std::condition_variable changed_;
  std::vector<std::set<Piece>> ready_;  ///< [lane]
  std::vector<std::size_t> left_;       ///< [lane] pieces that have not begun
  bool ended_ = false;
  std::exception_ptr error_;
  std::stop_source stop_;
};

WorkGraph::WorkGraph() = default;
WorkGraph::~WorkGraph() = default;

std::size_t WorkGraph::add_lane(std::size_t threads) {
  assert(threads > 0);
  threads_.push_back(threads);
  return threads_.size() - 1;
}

WorkGraph::Piece WorkGraph::add(std::size_t lane, const std::vector<Piece>& after, Work work) {
  assert(lane < threads_.size());
  const Piece piece = nodes_.size();
  nodes_.push_back({lane, after.size(), {}, std::move(work)});
  for (const Piece earlier : after) nodes_.at(earlier).waited_by.push_back(piece);
  return piece;
}

void WorkGraph::run(const std::stop_token& stop) {
  Run run{nodes_, threads_.size()};
  {
    const std::stop_callback forward{stop, [&run] { run.end(nullptr); }};
    std::vector<std::jthread> workers;
    for (std::size_t lane = 0; lane < threads_.size(); ++lane) {
      const auto in_lane =
          std::count_if(nodes_.begin(), nodes_.end(), [&](const Node& node) { return node.lane == lane; });
      const std::size_t threads = std::min(threads_[lane], static_cast<std::size_t>(in_lane));
      for (std::size_t i = 0; i < threads; ++i) workers.emplace_back([&run, lane] { run.work(lane); });
    }
  }
  run.rethrow();
  throw_if_stopped(stop);
}

}  // namespace vina
