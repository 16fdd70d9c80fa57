// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "wrap/curl/upload_source.h"

namespace vina::curl {

class Form;

/// Takes bytes as they arrive; false ends the transfer. May throw: see Easy::rethrow_failure.
using Sink = std::function<bool(std::string_view bytes)>;

/// libcurl's easy handle: one request and its answer. The settings last until `reset`.
/// Throws Error (kInternal) naming libcurl's function. Not thread-safe.
class Easy {
 public:
  Easy();
  Easy(const Easy&) = delete;
  Easy& operator=(const Easy&) = delete;
  ~Easy();

  /// Forgets all settings and keeps the connections.
  void reset();

  void set_url(const std::string& url);
  void set_protocols(const std::string& names);  ///< "http,https"
  void use_http_1_1();
  void verify_tls();
  void ignore_signals();
  /// Leaves a name look-up that hangs to itself when the transfer ends, instead of waiting for it.
  void leave_resolver();
  void disable_proxy();
  void set_user_agent(const std::string& name);
  void set_accepted_encoding(const std::string& names);
  void set_connect_timeout(std::chrono::milliseconds timeout);
  void set_longest_idle_connection(std::chrono::seconds age);
  /// Each "Name: value"; "Name;" for an empty value and "Name:" to leave out what libcurl would send.
  void set_headers(const std::vector<std::string>& lines);
  void set_method(const std::string& name);
  /// A POST of these bytes.
  void set_body(UploadSource source);
  /// A POST of this form, which must live until the transfer has ended.
  void set_form(const Form& form);
  /// `on_header` is given each line of the answer's head with its line end, status lines included.
  void set_sinks(Sink on_header, Sink on_body);

  int status() const;
  std::string redirect_url() const;  ///< where the answer points to, absolute; empty if nowhere
  std::uint64_t request_bytes() const;
  std::uint64_t bytes_moved() const;  ///< in both directions
  bool is_past_connecting() const;
  int system_error() const;       ///< errno of a failed connection
  std::string complaint() const;  ///< libcurl's words for what went wrong; may be empty

  /// Throws what a sink or the body threw.
  void rethrow_failure();

  struct Handle;
  Handle& handle() const { return *handle_; }

 private:
  std::unique_ptr<Handle> handle_;
};

}  // namespace vina::curl
