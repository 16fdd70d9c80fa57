// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "remote/retry_after.h"
#include "remote/vendor_channel.h"
#include "support/loopback_server.h"

namespace vina::testing {

/// Waits of milliseconds, so that tests are quick.
inline VendorConduct conduct() {
  VendorConduct conduct;
  conduct.vendor = "Acme";
  conduct.first_wait = std::chrono::milliseconds{10};
  conduct.longest_wait = std::chrono::milliseconds{40};
  conduct.longest_hint = std::chrono::milliseconds{500};
  return conduct;
}

inline Verdict judge_by_status(const HttpResponse& response) {
  Verdict verdict;
  verdict.hint = retry_after(response, std::chrono::system_clock::now());
  verdict.message = "Acme says: " + response.body;
  if (response.status == 200) return verdict;
  verdict.kind = response.status == 429 || response.status >= 500 ? Verdict::Kind::kRetry : Verdict::Kind::kFail;
  if (response.status == 401) verdict.error = ErrorKind::kProviderRejected;
  if (response.status == 429) verdict.error = ErrorKind::kRateLimited;
  verdict.slow_down = response.status == 429;
  if (const auto limit = response.header("limit")) verdict.most_in_flight = std::stoi(std::string{*limit});
  return verdict;
}

inline VendorCall call_to(const std::string& url) {
  VendorCall call;
  call.subject = "picture of figure-1";
  call.request = [url](int attempt) {
    HttpRequest request;
    request.method = "POST";
    request.url = url;
    request.headers = {{"attempt", std::to_string(attempt)}};
    request.body = "{}";
    return request;
  };
  call.judge = judge_by_status;
  return call;
}

/// A server whose answers are given in order; the last is repeated.
inline std::function<Reply(const ReceivedRequest&)> in_order(std::vector<Reply> replies) {
  return [replies = std::move(replies), count = std::make_shared<std::atomic<std::size_t>>(0)](const ReceivedRequest&) {
    return replies[std::min((*count)++, replies.size() - 1)];
  };
}

inline Error error_of(VendorChannel& channel, const VendorCall& call, const std::stop_token& stop = {}) {
  try {
    channel.call(call, stop);
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "no error";
  return {ErrorKind::kInternal, "no error"};
}

}  // namespace vina::testing
