// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace vina::testing {

/// What came back over one connection, byte for byte and taken apart. It shares no code with the client or the server.
struct RawAnswer {
  std::string bytes;                                         ///< all that came until the server closed, or the deadline
  int status = 0;                                            ///< 0: no answer
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
  std::string body;                                          ///< as far as Content-Length says and bytes came
  std::string excess;                                        ///< what came behind it
  bool whole = false;                                        ///< all of the body came
  bool closed = false;                                       ///< by the server, before the deadline
  std::chrono::milliseconds took{0};

  std::optional<std::string> header(const std::string& name) const;
  nlohmann::json json() const { return nlohmann::json::parse(body, nullptr, false); }
};

struct RawRequest {
  std::string method = "GET";
  std::string target = "/";  ///< path and query, encoded
  std::vector<std::string> headers;
  std::string body;
  bool keep_alive = false;  ///< false: asks the server to close
  std::chrono::milliseconds deadline{20'000};
  /// The client goes away this long after it has sent its request.
  std::optional<std::chrono::milliseconds> leave_after;
};

/// Sends one request to 127.0.0.1 over a connection of its own. Throws std::runtime_error if it cannot connect.
RawAnswer send_raw(std::uint16_t port, const RawRequest& request);

}  // namespace vina::testing
