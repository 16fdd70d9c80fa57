// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <csignal>

#include <atomic>
#include <stop_token>
#include <thread>

namespace vina {

/// Ctrl-C (SIGINT), SIGTERM and SIGHUP as a stop token.
///
/// Made first in `main`: it blocks the signals before any other thread exists, and a thread of its own waits for them,
/// so no code runs in a signal handler. The first signal requests a stop; a second one, 200 ms later or more, ends
/// the program at once. SIGHUP stays ignored under nohup. SIGPIPE and SIGXFSZ are ignored for good: a reader that goes
/// away, or a file that grows over the user's limit, is an error of the write. Standard descriptors that the caller
/// closed are held open towards /dev/null, the wrong way round, so that no file of ours gets their number and writing
/// to standard output still fails.
class Interrupts {
 public:
  Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;
  ~Interrupts();

  std::stop_token stop_token() const { return stop_.get_token(); }

  /// `code`, but for a cancelled run 128 and the number of the signal that did it: 130 for Ctrl-C, 143 for SIGTERM.
  int exit_code(int code) const noexcept;

 private:
  void wait_for_signals();

  sigset_t signals_{};
  std::stop_source stop_;
  std::atomic<int> received_{0};  ///< the first signal, 0 before it
  std::atomic<bool> closing_{false};
  std::thread thread_;  ///< declared last: it uses all the others
};

}  // namespace vina
