// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <csignal>

namespace vina {

/// Writing to a connection that was closed, or beyond the limit on a file's size, is an error here; by default the
/// system ends the process for it. The program ignores both signals as a whole; a library may not, so it blocks them
/// in the calling thread and those it starts meanwhile, and takes back what came of them.
class HeldSignals {
 public:
  HeldSignals() noexcept;
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;
  ~HeldSignals();

 private:
  sigset_t before_;   ///< what the thread blocked
  sigset_t pending_;  ///< what had come before
};

}  // namespace vina
