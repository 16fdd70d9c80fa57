// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <memory>
#include <stop_token>
#include <variant>

#include "base/error.h"
#include "remote/http_message.h"

namespace vina {

/// Error (kCancelled) of an exchange that was under way.
class CancelledExchange : public Error {
 public:
  explicit CancelledExchange(bool may_have_arrived)
      : Error{ErrorKind::kCancelled, "cancelled"}, may_have_arrived_{may_have_arrived} {}

  /// The request may have reached the server, which may have acted (and charged).
  bool may_have_arrived() const noexcept { return may_have_arrived_; }

 private:
  bool may_have_arrived_;
};

/// Makes HTTP/1.1 exchanges, with connections kept open between them. TLS is always verified; no header of the request
/// follows a redirect to another server, and none is followed from https to http (no redirect at all is followed unless
/// the method is GET); only http and https are spoken. A request is sent once: see Note [A request is sent once].
/// No retry and no policy: see VendorChannel. All members may be called from several threads at once.
class HttpClient {
 public:
  HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  ~HttpClient();

  /// Any status is an answer. Throws Error: kCancelled (as CancelledExchange) within 100 ms of a stop request, kStorage
  /// when a file of the form cannot be read or shrinks, kInvalidOption when a header holds a control character.
  std::variant<HttpResponse, TransportFault> exchange(const HttpRequest& request, const std::stop_token& stop);

 private:
  class Connections;
  std::unique_ptr<Connections> connections_;
};

}  // namespace vina
