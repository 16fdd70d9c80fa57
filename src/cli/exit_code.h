// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include "base/error.h"

namespace vina {

inline constexpr int kExitSuccess = 0;
/// `vina check`, or `--verify`: a finished video is not what its report says.
inline constexpr int kExitNotAsReported = 12;
/// `vina batch`: some lessons have no video; the summary says which and why.
inline constexpr int kExitIncompleteBatch = 13;
inline constexpr int kExitCancelled = 130;

/// What a shell sees after a run that failed; docs/cli.md and the man page list them.
int exit_code(ErrorKind kind);

}  // namespace vina
