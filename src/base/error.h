// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace vina {

/// What the reader of an error can do about it. Exit codes and, later, HTTP statuses are made from this alone.
enum class ErrorKind {
  kInvalidLesson,     ///< the lesson breaks the schema or cannot be laid out; retry: no, correct the lesson
  kInvalidOption,     ///< an option, theme, language or file given by the caller is wrong; retry: no, correct the call
  kProviderRefused,   ///< a vendor refused the content; retry: no, change the text or prompt
  kProviderRejected,  ///< a vendor does not accept us (key, billing, permission); retry: no, mend the account
  kNotInPlan,         ///< a vendor accepts us, but not with this voice, model or feature; retry: no, choose another
  kRateLimited,       ///< a vendor asks for less; retry: yes, later
  kProviderUnavailable,  ///< a vendor or the network does not answer; retry: yes
  kBudgetReached,        ///< a paid call would pass the caller's budget; retry: with a larger one
  kMedia,                ///< an image, a sound, a font or a codec cannot be used; retry: no
  kStorage,              ///< the disk or the database fails; retry: yes, once there is room or access
  kDegraded,             ///< the result would be less than what was asked for, and --strict was given; retry: no
  kNotAsReported,        ///< a finished video, checked, is not what its report says; retry: yes, render it again
  kCancelled,            ///< the caller stopped the work
  kInternal,             ///< a defect of this program
};

/// The one exception type. `what()` is for the log; `public_message()` is one line for the user that names what is
/// wrong, where, and the cure, and never contains a secret or an internal address.
class Error : public std::exception {
 public:
  Error(ErrorKind kind, std::string message);
  Error(ErrorKind kind, std::string message_for_log, std::string message_for_user);

  ErrorKind kind() const noexcept { return kind_; }
  const char* what() const noexcept override { return message_for_log_.c_str(); }
  const std::string& public_message() const noexcept { return message_for_user_; }

  /// The same error with the item it concerns in front ("slide 3 of 5: ..."). Stage boundaries add it, nothing else.
  Error with_context(std::string_view item) const;

 private:
  ErrorKind kind_;
  std::string message_for_log_;
  std::string message_for_user_;
};

/// Whether a vendor, the network or the account is at fault, so that another provider may do instead.
bool is_providers_fault(ErrorKind kind);

/// Throws Error (kStorage) whose text is `action`, `subject` and the system's word for `error_number`.
[[noreturn]] void throw_system_error(std::string_view action, std::string_view subject, int error_number);

}  // namespace vina
