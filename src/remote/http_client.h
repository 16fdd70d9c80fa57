// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <memory>
#include <stop_token>
#include <variant>

#include "remote/http_message.h"

namespace vina {

/// Makes HTTP exchanges, with connections kept open between them. TLS is always verified; credentials do not follow a
/// redirect to another host (no redirect is followed at all for requests with a body); only http and https are spoken.
/// No retry and no policy: see VendorChannel. All members may be called from several threads at once.
class HttpClient {
 public:
  HttpClient();
  ~HttpClient();

  /// Any status is an answer. Throws Error: kCancelled within 100 ms of a stop request, kStorage when a file of the
  /// form cannot be read.
  std::variant<HttpResponse, TransportFault> exchange(const HttpRequest& request, const std::stop_token& stop);

 private:
  class Connections;
  std::unique_ptr<Connections> connections_;
};

}  // namespace vina
