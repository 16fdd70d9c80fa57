// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/espeak/forked_child.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>

#include "base/cancellation.h"
#include "base/error.h"

namespace vina::espeak {
namespace {

constexpr std::chrono::milliseconds kStopLatency{10};

[[noreturn]] void throw_process_error(const char* function) {
  throw Error{ErrorKind::kMedia, std::string{"cannot start the voice: "} + function + "() failed: " +
                                     std::strerror(errno) + "; are there too many processes or open files?"};
}

/// A pipe that is closed in the programs this process starts. False with errno where there is none to be had.
bool make_pipe(int (&ends)[2]) noexcept {
#ifdef __linux__
  return ::pipe2(ends, O_CLOEXEC) == 0;
#else
  if (::pipe(ends) != 0) return false;
  for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
  return true;
#endif
}

/// An interrupt from the terminal reaches the whole process group; what it means is decided by the parent, which kills
/// the child if the work is to stop.
void settle_in_child() noexcept {
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGTERM, SIG_DFL);
  std::signal(SIGPIPE, SIG_DFL);
  const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nowhere < 0) return;
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, stream);
}

}  // namespace

ForkedChild::ForkedChild(const std::function<void(int pipe)>& work) {
  int ends[2];
  if (!make_pipe(ends)) throw_process_error("pipe");
  pipe_ = FileDescriptor{ends[0]};
  const FileDescriptor writing_end{ends[1]};
  const pid_t parent = ::getpid();
  process_ = ::fork();
  if (process_ < 0) throw_process_error("fork");
  if (process_ > 0) return;
  pipe_ = FileDescriptor{};  // so that what is written when the parent is gone ends the child, by SIGPIPE
  settle_in_child();
  if (::getppid() != parent) ::_exit(1);  // the parent died before all this
  try {
    work(writing_end.get());
  } catch (...) {
    ::_exit(1);
  }
  ::_exit(0);
}

ForkedChild::~ForkedChild() {
  ::kill(process_, SIGKILL);
  while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

ForkedChild::Outcome ForkedChild::read(std::span<std::byte> bytes, std::chrono::milliseconds timeout,
                                       const std::stop_token& stop) {
  auto deadline = std::chrono::steady_clock::now() + timeout;
  while (!bytes.empty()) {
    throw_if_stopped(stop);
    pollfd readable{pipe_.get(), POLLIN, 0};
    const int ready = ::poll(&readable, 1, static_cast<int>(kStopLatency.count()));
    if (ready <= 0) {
      if (std::chrono::steady_clock::now() >= deadline) return Outcome::kTimeout;
      continue;
    }
    const ssize_t count = ::read(pipe_.get(), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return Outcome::kEnded;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
    deadline = std::chrono::steady_clock::now() + timeout;
  }
  return Outcome::kRead;
}

bool ForkedChild::write(int pipe, std::span<const std::byte> bytes) noexcept {
  while (!bytes.empty()) {
    const ssize_t count = ::write(pipe, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace vina::espeak
