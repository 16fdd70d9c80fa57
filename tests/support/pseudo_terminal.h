// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <fcntl.h>
#include <sys/ioctl.h>
#ifdef __linux__
#include <sys/mount.h>
#endif

#include <cstdlib>
#include <stdexcept>

#include "base/file_descriptor.h"
#include "support/scratch_folder.h"

namespace vina::testing {

/// A terminal to write to, and the end at which what was written is read. A bare root without /dev/pts gets a file
/// system of pseudo-terminals for the moment. Throws std::runtime_error where the system gives none at all.
class PseudoTerminal {
 public:
  PseudoTerminal(unsigned short rows, unsigned short columns) {
    const int controller = ::posix_openpt(O_RDWR | O_NOCTTY);
    controller_ = FileDescriptor{controller >= 0 ? controller : open_in_own_file_system()};
    if (!controller_.is_open() || ::grantpt(controller_.get()) != 0 || ::unlockpt(controller_.get()) != 0) {
      throw std::runtime_error{"no pseudo-terminal: mount devpts on /dev/pts"};
    }
    terminal_ = FileDescriptor{open_other_end()};
    const winsize size{.ws_row = rows, .ws_col = columns, .ws_xpixel = 0, .ws_ypixel = 0};
    if (::ioctl(terminal_.get(), TIOCSWINSZ, &size) != 0) throw std::runtime_error{"a pseudo-terminal without a size"};
  }

  int controller() const { return controller_.get(); }
  int terminal() const { return terminal_.get(); }

 private:
#ifdef __linux__
  static int open_in_own_file_system() {
    const ScratchFolder folder;
    if (::mount("devpts", folder.path().c_str(), "devpts", 0, "newinstance,ptmxmode=0666") != 0) return -1;
    const int controller = ::open((folder / "ptmx").c_str(), O_RDWR | O_NOCTTY);
    ::umount2(folder.path().c_str(), MNT_DETACH);  // it lives on for as long as the terminal is open
    return controller;
  }
  int open_other_end() const {
    return ::ioctl(controller_.get(), TIOCGPTPEER, O_RDWR | O_NOCTTY);
  }
#else
  static int open_in_own_file_system() {
    return -1;
  }
  int open_other_end() const {
    return ::open(::ptsname(controller_.get()), O_RDWR | O_NOCTTY);
  }
#endif

  FileDescriptor controller_;
  FileDescriptor terminal_;
};

}  // namespace vina::testing
