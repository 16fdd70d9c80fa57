// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "support/command.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <sstream>
#include <stdexcept>

namespace vina::testing {
namespace {

using Clock = std::chrono::steady_clock;

struct Pipe {
  Pipe() {
    if (::pipe(ends.data()) != 0) throw std::runtime_error{"pipe() failed"};
    for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
  }
  ~Pipe() { close_read(), close_write(); }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close_read() { close_end(0); }
  void close_write() { close_end(1); }
  void close_end(std::size_t which) {
    if (ends.at(which) >= 0) ::close(ends.at(which));
    ends.at(which) = -1;
  }
  std::array<int, 2> ends{-1, -1};
};

/// Keys of whoever runs the tests: no test may ever call a vendor, let alone pay one.
constexpr std::array kVendorVariables{
    "GOOGLE_AI_API_KEY",        "GEMINI_API_KEY",           "ELEVENLABS_API_KEY",    "CLOUDINARY_URL",
    "CLOUDINARY_CLOUD_NAME",    "CLOUDINARY_API_KEY",       "CLOUDINARY_API_SECRET", "VINA_GOOGLE_BASE_URL",
    "VINA_ELEVENLABS_BASE_URL", "VINA_CLOUDINARY_BASE_URL", "VINA_IMAGE_MODEL",      "VINA_SPEECH_MODEL",
    "VINA_DATABASE_URL",
};

[[noreturn]] void become(const std::vector<std::string>& command, const CommandOptions& options) {
  std::vector<char*> arguments;
  for (const std::string& part : command) arguments.push_back(const_cast<char*>(part.c_str()));
  arguments.push_back(nullptr);
  for (const char* variable : kVendorVariables) ::unsetenv(variable);
  ::setenv("XDG_CACHE_HOME", "/dev/null", 1);  // no folder, so nothing is taken from an earlier run
  for (const std::string& variable : options.environment) ::putenv(const_cast<char*>(variable.c_str()));
  if (!options.folder.empty() && ::chdir(options.folder.c_str()) != 0) ::_exit(126);
  ::execvp(arguments[0], arguments.data());
  ::_exit(127);
}

/// Feeds and drains all three pipes at once, so that neither side can block the other.
void exchange(pid_t child, Pipe& in, Pipe& out, Pipe& err, const CommandOptions& options, CommandResult& result) {
  const auto began = Clock::now();
  std::size_t fed = 0;
  bool signalled = options.signal == 0;
  ::fcntl(in.ends[1], F_SETFL, O_NONBLOCK);
  while (out.ends[0] >= 0 || err.ends[0] >= 0) {
    if (fed == options.input.size()) in.close_write();
    std::array<pollfd, 3> polled{{{out.ends[0], POLLIN, 0}, {err.ends[0], POLLIN, 0}, {in.ends[1], POLLOUT, 0}}};
    ::poll(polled.data(), polled.size(), 10);
    const auto elapsed = Clock::now() - began;
    if (!signalled && elapsed >= options.signal_after) {
      ::kill(child, options.signal);
      signalled = true;
    }
    if (elapsed > options.deadline) ::kill(child, SIGKILL);
    const auto drain = [](Pipe& pipe, const pollfd& state, std::string& text) {
      if ((state.revents & (POLLIN | POLLHUP)) == 0) return;
      std::array<char, 65536> buffer{};
      const ssize_t count = ::read(pipe.ends[0], buffer.data(), buffer.size());
      if (count > 0) text.append(buffer.data(), static_cast<std::size_t>(count));
      if (count == 0) pipe.close_read();
    };
    drain(out, polled[0], result.out);
    drain(err, polled[1], result.err);
    if ((polled[2].revents & (POLLOUT | POLLERR)) != 0) {
      const ssize_t count = ::write(in.ends[1], options.input.data() + fed, options.input.size() - fed);
      if (count > 0) fed += static_cast<std::size_t>(count);
      if (count < 0 && errno == EPIPE) fed = options.input.size();
    }
  }
}

}  // namespace

CommandResult run_command(const std::vector<std::string>& command, const CommandOptions& options) {
  ::signal(SIGPIPE, SIG_IGN);
  Pipe in, out, err;
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error{"fork() failed"};
  if (child == 0) {
    ::signal(SIGPIPE, SIG_DFL);
    ::dup2(in.ends[0], STDIN_FILENO);
    ::dup2(out.ends[1], STDOUT_FILENO);
    ::dup2(err.ends[1], STDERR_FILENO);
    become(command, options);
  }
  in.close_read();
  out.close_write();
  err.close_write();
  CommandResult result;
  exchange(child, in, out, err, options, result);
  int status = 0;
  rusage usage{};
  ::wait4(child, &status, 0, &usage);
  result.peak_memory_bytes = std::int64_t{usage.ru_maxrss} * 1024;
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (result.exit_code == 127) throw std::runtime_error{"cannot run " + command.at(0)};
  return result;
}

CommandResult run_shell(const std::filesystem::path& folder, const std::string& line) {
  return run_command({"bash", "-c", "PATH='" VINA_BINARY_DIR "':$PATH\n" + line}, {.folder = folder});
}

bool has_program(const std::string& name) {
  const char* path = std::getenv("PATH");
  std::istringstream folders{path == nullptr ? "" : path};
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (::access((std::filesystem::path{folder} / name).c_str(), X_OK) == 0) return true;
  }
  return false;
}

}  // namespace vina::testing
