// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <exception>
#include <memory>
#include <string>
#include <vector>

#include "vina/api.h"
#include "vina/fault.h"

namespace vina::VINA_V1 {

/// What the reader of an error can do about it. Later versions may add kinds.
enum class ErrorKind {
  kInvalidLesson,        ///< the lesson breaks the schema or cannot be laid out; retry: no, correct the lesson
  kInvalidOption,        ///< an option, theme, language or file of the caller is wrong; retry: no, correct the call
  kProviderRefused,      ///< a vendor refused the content; retry: no, change the text or prompt
  kProviderRejected,     ///< a vendor does not accept us (key, billing, permission); retry: no, mend the account
  kNotInPlan,            ///< a vendor accepts us, but not with this voice, model or feature; retry: no, choose another
  kRateLimited,          ///< a vendor asks for less; retry: yes, later
  kProviderUnavailable,  ///< a vendor or the network does not answer; retry: yes
  kBudgetReached,        ///< a paid call would pass VendorOptions::budget_usd; retry: with a larger one
  kMedia,                ///< a picture, a sound, a font or a codec cannot be used; retry: no
  kStorage,              ///< the disk fails; retry: yes, once there is room or access
  kDegraded,             ///< the result would be less than what was asked for, and RenderOptions::strict is set
  kNotAsReported,        ///< the finished files are not what their report says, and RenderOptions::verify is set
  kCancelled,            ///< the caller's stop token ended the work
  kInternal,             ///< a defect of vina
};

/// The one exception type of the library; std::bad_alloc and what the caller's own callback throws are the only others.
class VINA_API Error : public std::exception {
 public:
  Error(ErrorKind kind, std::string message_for_log, std::string message_for_user, std::vector<Fault> faults = {});
  Error(const Error&) noexcept;
  Error& operator=(const Error&) noexcept;
  ~Error() override;

  ErrorKind kind() const noexcept;
  /// For the log: may name internal addresses and a vendor's request id, never a key.
  const char* what() const noexcept override;
  /// For the user: what is wrong, where, and the cure, without any secret or internal address. One line, or one line
  /// for each text that does not fit (kInvalidLesson) or shortfall (kDegraded). Options have the names they have on
  /// the command line ("--rate"); docs/library.md says which member that is.
  const std::string& public_message() const noexcept;
  /// kInvalidLesson of a lesson that breaks the schema: all that is wrong with it, else empty.
  const std::vector<Fault>& faults() const noexcept;

 private:
  struct Content;
  std::shared_ptr<const Content> content_;  ///< shared, so that copying an exception cannot throw
};

}  // namespace vina::VINA_V1
