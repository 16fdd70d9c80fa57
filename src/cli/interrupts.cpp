// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/interrupts.h"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>

#include "cli/exit_code.h"

namespace vina {
namespace {

/// timeout(1) and some shells send a signal to the program and to its group, so it comes twice.
constexpr std::chrono::milliseconds kTakenForOne{200};

void hold_standard_descriptors() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) >= 0) continue;
    // The lowest free number is the closed one.
    [[maybe_unused]] const int held = ::open("/dev/null", descriptor == STDOUT_FILENO ? O_RDONLY : O_WRONLY);
  }
}

bool is_ignored(int signal) {
  struct sigaction action {};
  return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

Interrupts::Interrupts() {
  hold_standard_descriptors();
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGXFSZ, SIG_IGN);
  ::sigemptyset(&signals_);
  ::sigaddset(&signals_, SIGINT);
  ::sigaddset(&signals_, SIGTERM);
  if (!is_ignored(SIGHUP)) ::sigaddset(&signals_, SIGHUP);
  ::pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  thread_ = std::thread{[this] { wait_for_signals(); }};
}

Interrupts::~Interrupts() {
  closing_ = true;
  ::pthread_kill(thread_.native_handle(), SIGTERM);
  thread_.join();
}

int Interrupts::exit_code(int code) const noexcept {
  const int signal = received_;
  return code == kExitCancelled && signal != 0 ? 128 + signal : code;
}

void Interrupts::wait_for_signals() {
  std::chrono::steady_clock::time_point first;
  for (;;) {
    int signal = 0;
    if (::sigwait(&signals_, &signal) != 0) continue;
    if (closing_) return;
    const auto now = std::chrono::steady_clock::now();
    if (received_ != 0 && now - first < kTakenForOne) continue;
    if (received_ != 0) ::_exit(128 + signal);
    first = now;
    received_ = signal;
    stop_.request_stop();
  }
}

}  // namespace vina
