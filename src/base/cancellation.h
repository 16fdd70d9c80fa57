// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <stop_token>

#include "base/error.h"

namespace vina {

/// Throws Error (kCancelled) once a stop was requested. Called wherever work can be left between two steps.
inline void throw_if_stopped(const std::stop_token& stop) {
  if (stop.stop_requested()) throw Error{ErrorKind::kCancelled, "cancelled"};
}

}  // namespace vina
