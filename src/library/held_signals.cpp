// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "library/held_signals.h"

#include <pthread.h>

#include <array>
#include <ctime>

namespace vina {
namespace {

constexpr std::array<int, 2> kHeld{SIGPIPE, SIGXFSZ};

/// Returns at once.
void take(int signal) noexcept {
  sigset_t set;
  ::sigemptyset(&set);
  ::sigaddset(&set, signal);
#ifdef __APPLE__
  int taken = 0;
  ::sigwait(&set, &taken);
#else
  const timespec at_once{};
  ::sigtimedwait(&set, nullptr, &at_once);
#endif
}

bool is_pending(int signal) noexcept {
  sigset_t pending;
  return ::sigpending(&pending) == 0 && ::sigismember(&pending, signal) == 1;
}

}  // namespace

HeldSignals::HeldSignals() noexcept {
  ::sigpending(&pending_);
  sigset_t held;
  ::sigemptyset(&held);
  for (const int signal : kHeld) ::sigaddset(&held, signal);
  ::pthread_sigmask(SIG_BLOCK, &held, &before_);
}

HeldSignals::~HeldSignals() {
  for (const int signal : kHeld) {
    if (::sigismember(&pending_, signal) == 1 || !is_pending(signal)) continue;
    take(signal);
  }
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace vina
