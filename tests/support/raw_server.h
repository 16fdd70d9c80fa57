// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/file_descriptor.h"

namespace vina::testing {

/// One TCP connection, closed with its end.
class RawConnection {
 public:
  explicit RawConnection(int socket) : socket_{socket} {}

  /// The next request with its whole body (by its Content-Length); empty once the client is gone.
  std::string read_request();
  /// Reads this many bytes at most.
  std::string read_some(std::size_t most);
  /// False if the client is gone.
  bool send(std::string_view bytes);
  /// Ends the connection with a TCP reset instead of a FIN.
  void reset();

 private:
  FileDescriptor socket_;
};

/// A TCP server on 127.0.0.1 for what no well-behaved HTTP server does. Each connection runs `script` in its own
/// thread; its number counts from 1. Scripts must end once the client is gone.
class RawServer {
 public:
  explicit RawServer(std::function<void(RawConnection&, int number)> script);
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;
  ~RawServer();

  /// "http://127.0.0.1:PORT"
  std::string url() const;
  int connections() const { return connections_; }

 private:
  void accept_connections();

  std::function<void(RawConnection&, int)> script_;
  FileDescriptor listener_;
  int port_ = 0;
  std::atomic<bool> is_stopping_ = false;
  std::atomic<int> connections_ = 0;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

/// A port of 127.0.0.1 on which nobody listens.
int free_port();

}  // namespace vina::testing
