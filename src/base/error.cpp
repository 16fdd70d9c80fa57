// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "base/error.h"

#include <cerrno>
#include <system_error>
#include <utility>

namespace vina {

Error::Error(ErrorKind kind, std::string message)
    : kind_{kind}, message_for_log_{message}, message_for_user_{std::move(message)} {}

Error::Error(ErrorKind kind, std::string message_for_log, std::string message_for_user)
    : kind_{kind}, message_for_log_{std::move(message_for_log)}, message_for_user_{std::move(message_for_user)} {}

Error Error::with_context(std::string_view item) const {
  const std::string prefix = std::string{item} + ": ";
  return Error{kind_, prefix + message_for_log_, prefix + message_for_user_};
}

bool is_providers_fault(ErrorKind kind) {
  return kind == ErrorKind::kProviderRefused || kind == ErrorKind::kProviderRejected || kind == ErrorKind::kNotInPlan ||
         kind == ErrorKind::kRateLimited || kind == ErrorKind::kProviderUnavailable;
}

void throw_system_error(std::string_view action, std::string_view subject, int error_number) {
  std::string message =
      std::string{action} + " '" + std::string{subject} + "': " + std::generic_category().message(error_number);
  if (error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG) {
    message += "; free some room there, or choose another folder";
  } else if (error_number == EACCES || error_number == EPERM || error_number == EROFS) {
    message += "; choose a folder you may write to";
  } else {
    message += "; choose another folder";
  }
  throw Error{ErrorKind::kStorage, std::move(message)};
}

}  // namespace vina
