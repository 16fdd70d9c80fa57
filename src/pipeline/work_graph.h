// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>
#include <vector>

namespace vina {

/// Pieces of work that wait for each other, done on several threads.
///
/// Each piece belongs to a lane, and each lane has threads of its own: those that wait for a vendor do not keep those
/// from working that draw. Within a lane, of the pieces whose turn it is the one that was added first comes first.
///
/// The first exception, or a stop request, ends the run: nothing more is begun, the pieces that run are told by their
/// token and waited for, and the exception (or Error kCancelled) is thrown. Built and run by one thread.
class WorkGraph {
 public:
  using Piece = std::size_t;
  /// The token says that the run ends. A piece that is worth finishing all the same may ignore it.
  using Work = std::function<void(const std::stop_token& ended)>;

  WorkGraph();
  ~WorkGraph();
  WorkGraph(const WorkGraph&) = delete;
  WorkGraph& operator=(const WorkGraph&) = delete;

  /// `threads` is at least 1.
  std::size_t add_lane(std::size_t threads);

  /// A piece that begins once all of `after` are done; those have been added before.
  Piece add(std::size_t lane, const std::vector<Piece>& after, Work work);

  /// Does everything. Called once.
  void run(const std::stop_token& stop);

 private:
  class Run;
  struct Node {
    std::size_t lane = 0;
    std::size_t waits_for = 0;  ///< pieces that are not done yet
    std::vector<Piece> waited_by;
    Work work;
  };

  std::vector<std::size_t> threads_;  ///< [lane]
  std::vector<Node> nodes_;           ///< [piece]
};

}  // namespace vina
