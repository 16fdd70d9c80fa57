// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "base/file_descriptor.h"

namespace vina::testing {

/// Listens, but its queue of connections is full, so that nobody gets through.
class FullServer {
 public:
  FullServer() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    listener_ = FileDescriptor{::socket(AF_INET, SOCK_STREAM, 0)};
    check(::bind(listener_.get(), any, size));
    check(::listen(listener_.get(), 0));
    check(::getsockname(listener_.get(), any, &size));
    port_ = ntohs(address.sin_port);
    for (int i = 0; i < 4; ++i) {
      waiting_.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
      ::connect(waiting_.back().get(), any, size);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

  std::string place() const { return "127.0.0.1 port " + std::to_string(port_); }

 private:
  static void check(int result) {
    if (result != 0) throw std::runtime_error{"cannot listen"};
  }

  FileDescriptor listener_;
  std::vector<FileDescriptor> waiting_;
  int port_ = 0;
};

}  // namespace vina::testing
