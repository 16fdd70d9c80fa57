// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "support/silent_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <stdexcept>

namespace vina::testing {

FileDescriptor listen_on_loopback(int& port) {
  FileDescriptor socket{::socket(AF_INET, SOCK_STREAM, 0)};
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* general = reinterpret_cast<sockaddr*>(&address);
  if (::bind(socket.get(), general, size) != 0 || ::listen(socket.get(), 16) != 0 ||
      ::getsockname(socket.get(), general, &size) != 0) {
    throw std::runtime_error{"cannot listen on 127.0.0.1"};
  }
  port = ntohs(address.sin_port);
  return socket;
}

SilentServer::SilentServer() : socket_{listen_on_loopback(port_)} {}

}  // namespace vina::testing
