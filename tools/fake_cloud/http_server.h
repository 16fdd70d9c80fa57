// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include "fake_cloud/exchange.h"

namespace vina::fake {

/// What an HTTP server asks of its owner. Called on a thread of the connection's own; may block.
struct Handler {
  /// The headers of a request have arrived (without a body yet). What is returned is kept with the request and handed
  /// to `answer`.
  std::function<std::shared_ptr<InFlight>(const Request&)> began;
  std::function<Answer(Request&&, std::shared_ptr<InFlight>)> answer;
  /// Sleeps between the pieces of a slow answer; returns early once the owner stops.
  std::function<void(std::chrono::milliseconds)> pause;
};

/// A libmicrohttpd daemon on 127.0.0.1 with a thread for each connection. Throws Error (kInternal) if it cannot start.
class HttpServer {
 public:
  /// Port 0: the system chooses. Bodies above `largest_body` bytes are counted and thrown away.
  HttpServer(std::uint16_t port, std::size_t largest_body, Handler handler);
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  /// Closes all connections and waits for their threads; what blocks in the handler must have been woken before.
  ~HttpServer();

  std::uint16_t port() const;

 private:
  struct Daemon;
  std::unique_ptr<Daemon> daemon_;
};

}  // namespace vina::fake
