// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "support/raw_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace vina::testing {
namespace {

sockaddr_in loopback_address() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/// A socket bound to a free port of 127.0.0.1, and the port.
std::pair<FileDescriptor, int> bound_socket() {
  FileDescriptor bound{::socket(AF_INET, SOCK_STREAM, 0)};
  sockaddr_in address = loopback_address();
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (!bound.is_open() || ::bind(bound.get(), generic, size) != 0 || ::getsockname(bound.get(), generic, &size) != 0) {
    throw std::runtime_error{"cannot bind a socket"};
  }
  return {std::move(bound), ntohs(address.sin_port)};
}

}  // namespace

std::string RawConnection::read_some(std::size_t most) {
  std::string bytes(most, '\0');
  const ssize_t count = ::recv(socket_.get(), bytes.data(), bytes.size(), 0);
  bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return bytes;
}

std::string RawConnection::read_request() {
  std::string request;
  std::size_t head_end = std::string::npos;
  while ((head_end = request.find("\r\n\r\n")) == std::string::npos) {
    const std::string more = read_some(4096);
    if (more.empty()) return {};
    request += more;
  }
  const std::size_t label = request.find("Content-Length: ");
  const std::size_t length = label < head_end ? std::strtoul(request.c_str() + label + 16, nullptr, 10) : 0;
  while (request.size() < head_end + 4 + length) {
    const std::string more = read_some(65536);
    if (more.empty()) return {};
    request += more;
  }
  return request;
}

bool RawConnection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

void RawConnection::reset() {
  const linger at_once{1, 0};
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  const FileDescriptor closed{std::move(socket_)};
}

RawServer::RawServer(std::function<void(RawConnection&, int)> script) : script_{std::move(script)} {
  auto [bound, port] = bound_socket();
  listener_ = std::move(bound);
  port_ = port;
  if (::listen(listener_.get(), 64) != 0) throw std::runtime_error{"cannot listen"};
  acceptor_ = std::thread{[this] { accept_connections(); }};
}

RawServer::~RawServer() {
  is_stopping_ = true;
  acceptor_.join();
  for (std::thread& thread : threads_) thread.join();
}

std::string RawServer::url() const {
  return "http://127.0.0.1:" + std::to_string(port_);
}

void RawServer::accept_connections() {
  while (!is_stopping_) {
    pollfd waiting{listener_.get(), POLLIN, 0};
    if (::poll(&waiting, 1, 20) <= 0) continue;
    const int socket = ::accept(listener_.get(), nullptr, nullptr);
    if (socket < 0) continue;
    const int number = ++connections_;
    threads_.emplace_back([this, number, connection = std::make_shared<RawConnection>(socket)]() mutable {
      script_(*connection, number);
      connection.reset();
    });
  }
}

int free_port() {
  return bound_socket().second;
}

}  // namespace vina::testing
