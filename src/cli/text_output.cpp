// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/text_output.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include <fmt/format.h>

#include "base/error.h"

namespace vina {
namespace {

[[noreturn]] void throw_output_error(int error_number) {
  throw Error{ErrorKind::kStorage,
              fmt::format("cannot write to standard output: {}; give it a reader or a file with room",
                          std::generic_category().message(error_number))};
}

/// 0, or the system's error number.
int write_all(int descriptor, std::string_view text) noexcept {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {
      pollfd room{descriptor, POLLOUT, 0};
      ::poll(&room, 1, 100);
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

}  // namespace

void write_to_standard_output(int descriptor, std::string_view text) {
  if (const int error_number = write_all(descriptor, text); error_number != 0) throw_output_error(error_number);
}

void write_answer(int descriptor, std::string_view text, std::string_view finished) {
  try {
    write_to_standard_output(descriptor, text);
  } catch (const Error& error) {
    throw error.with_context(fmt::format("{} finished and stay, but the answer that says so is lost", finished));
  }
}

void require_standard_output(int descriptor) {
  const int flags = ::fcntl(descriptor, F_GETFL);
  if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY) throw_output_error(EBADF);
  pollfd reader{descriptor, POLLOUT, 0};
  if (::poll(&reader, 1, 0) > 0 && (reader.revents & POLLERR) != 0) throw_output_error(EPIPE);
}

void write_message(int descriptor, std::string_view text) noexcept {
  write_all(descriptor, text);
}

std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '\n') {
      line += "\\n";
    } else if (c == '\t') {
      line += ' ';
    } else if (code < 0x20 || code == 0x7f) {
      line += fmt::format("\\x{:02x}", code);
    } else {
      line += c;
    }
  }
  return line;
}

}  // namespace vina
