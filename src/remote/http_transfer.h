// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "remote/file_stretch.h"
#include "remote/http_message.h"
#include "wrap/curl/easy.h"
#include "wrap/curl/form.h"
#include "wrap/curl/multi.h"
#include "wrap/curl/url.h"

namespace vina {

/// One request and its answer over one connection, without redirects. For one use.
class HttpTransfer {
 public:
  using Clock = std::chrono::steady_clock;

  /// What `request` says, but to `url` and with `headers`, and ended at `deadline`. The references must outlive this.
  HttpTransfer(curl::Easy& easy, curl::Multi& multi, const HttpRequest& request, const std::string& url,
               const curl::Origin& origin, const std::vector<HttpHeader>& headers, Clock::time_point deadline);
  HttpTransfer(const HttpTransfer&) = delete;
  HttpTransfer& operator=(const HttpTransfer&) = delete;
  ~HttpTransfer();

  std::variant<HttpResponse, TransportFault> run(const std::stop_token& stop);
  /// Where the answer points to, absolute; empty if nowhere.
  std::string redirect_url() const { return easy_.redirect_url(); }

 private:
  void set_body();
  void set_form();
  bool take_header_line(std::string_view line);
  bool take_body(std::string_view bytes);
  bool has_room_for(std::size_t bytes);

  std::variant<HttpResponse, TransportFault> drive(const std::stop_token& stop);
  std::variant<HttpResponse, TransportFault> finish(curl::TransferEnd end);
  /// The fault of a deadline that has passed.
  std::optional<TransportFault> overdue(Clock::time_point now);
  std::chrono::milliseconds time_to_next_deadline(Clock::time_point now) const;
  TransportFault fault(bool may_have_arrived, bool worth_repeating, std::string reason) const;
  bool may_have_arrived() const;
  std::string place() const;

  curl::Easy& easy_;
  curl::Multi& multi_;
  const HttpRequest& request_;
  const curl::Origin& origin_;
  Clock::time_point deadline_;
  std::deque<FileStretch> files_;  ///< declared before the form that reads them
  std::optional<curl::Form> form_;
  std::size_t body_sent_ = 0;
  bool is_closed_unanswered_ = false;  ///< libcurl wanted to send the body again: Note [A request is sent once]
  HttpResponse response_;
  std::size_t received_ = 0;
  bool is_too_large_ = false;
  bool is_head_complete_ = false;  ///< libcurl takes a head that is cut off for an answer
  Clock::time_point last_activity_;
  std::uint64_t last_bytes_moved_ = 0;
};

}  // namespace vina
