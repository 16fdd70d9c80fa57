// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/exit_code.h"

namespace vina {

int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kInternal:
      return 1;
    case ErrorKind::kInvalidOption:
      return 2;
    case ErrorKind::kInvalidLesson:
      return 3;
    case ErrorKind::kMedia:
      return 4;
    case ErrorKind::kStorage:
      return 5;
    case ErrorKind::kProviderRefused:
      return 6;
    case ErrorKind::kProviderRejected:
    case ErrorKind::kNotInPlan:
      return 7;
    case ErrorKind::kRateLimited:
      return 8;
    case ErrorKind::kProviderUnavailable:
      return 9;
    case ErrorKind::kDegraded:
      return 10;
    case ErrorKind::kBudgetReached:
      return 11;
    case ErrorKind::kNotAsReported:
      return kExitNotAsReported;
    case ErrorKind::kCancelled:
      return kExitCancelled;
  }
  return 1;  // not reached: the switch names every kind
}

}  // namespace vina
