// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "library/public_error.h"

#include <utility>

namespace vina {

struct v1::Error::Content {
  ErrorKind kind;
  std::string message_for_log;
  std::string message_for_user;
  std::vector<Fault> faults;
};

v1::Error::Error(ErrorKind kind, std::string message_for_log, std::string message_for_user, std::vector<Fault> faults)
    : content_{std::make_shared<Content>(
          Content{kind, std::move(message_for_log), std::move(message_for_user), std::move(faults)})} {}

v1::Error::Error(const Error&) noexcept = default;
v1::Error& v1::Error::operator=(const Error&) noexcept = default;
v1::Error::~Error() = default;

v1::ErrorKind v1::Error::kind() const noexcept {
  return content_->kind;
}

const char* v1::Error::what() const noexcept {
  return content_->message_for_log.c_str();
}

const std::string& v1::Error::public_message() const noexcept {
  return content_->message_for_user;
}

const std::vector<v1::Fault>& v1::Error::faults() const noexcept {
  return content_->faults;
}

v1::ErrorKind to_public(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kInvalidLesson:
      return v1::ErrorKind::kInvalidLesson;
    case ErrorKind::kInvalidOption:
      return v1::ErrorKind::kInvalidOption;
    case ErrorKind::kProviderRefused:
      return v1::ErrorKind::kProviderRefused;
    case ErrorKind::kProviderRejected:
      return v1::ErrorKind::kProviderRejected;
    case ErrorKind::kNotInPlan:
      return v1::ErrorKind::kNotInPlan;
    case ErrorKind::kRateLimited:
      return v1::ErrorKind::kRateLimited;
    case ErrorKind::kProviderUnavailable:
      return v1::ErrorKind::kProviderUnavailable;
    case ErrorKind::kBudgetReached:
      return v1::ErrorKind::kBudgetReached;
    case ErrorKind::kMedia:
      return v1::ErrorKind::kMedia;
    case ErrorKind::kStorage:
      return v1::ErrorKind::kStorage;
    case ErrorKind::kDegraded:
      return v1::ErrorKind::kDegraded;
    case ErrorKind::kNotAsReported:
      return v1::ErrorKind::kNotAsReported;
    case ErrorKind::kCancelled:
      return v1::ErrorKind::kCancelled;
    case ErrorKind::kInternal:
      return v1::ErrorKind::kInternal;
  }
  return v1::ErrorKind::kInternal;  // not reached: the switch names every kind
}

v1::Error to_public(const Error& error) {
  return {to_public(error.kind()), error.what(), error.public_message()};
}

}  // namespace vina
