// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "support/cutting_proxy.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "support/silent_server.h"

namespace vina::testing {
namespace {

constexpr int kGlanceMilliseconds = 20;

FileDescriptor connect_to(const std::string& path) {
  FileDescriptor socket{::socket(AF_UNIX, SOCK_STREAM, 0)};
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  if (::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error{"cannot connect to " + path};
  }
  return socket;
}

}  // namespace

CuttingProxy::CuttingProxy(std::string server_socket, std::string mark)
    : server_socket_{std::move(server_socket)},
      mark_{std::move(mark)},
      listener_{listen_on_loopback(port_)},
      thread_{[this] { serve(); }} {}

CuttingProxy::~CuttingProxy() {
  closing_ = true;
  thread_.join();
}

void CuttingProxy::serve() {
  while (!closing_) {
    pollfd waited{.fd = listener_.get(), .events = POLLIN, .revents = 0};
    if (::poll(&waited, 1, kGlanceMilliseconds) <= 0) continue;
    const FileDescriptor client{::accept(listener_.get(), nullptr, nullptr)};
    const FileDescriptor server = connect_to(server_socket_);
    relay(client.get(), server.get());
  }
}

void CuttingProxy::relay(int client, int server) {
  while (!closing_) {
    std::array<pollfd, 2> waited{
        {{.fd = client, .events = POLLIN, .revents = 0}, {.fd = server, .events = POLLIN, .revents = 0}}};
    if (::poll(waited.data(), waited.size(), kGlanceMilliseconds) <= 0) continue;
    if (waited[0].revents != 0 && !pass(client, server, true)) return;
    if (waited[1].revents != 0 && !pass(server, client, false)) return;
  }
}

bool CuttingProxy::pass(int from, int to, bool is_from_client) {
  std::array<char, 1 << 16> buffer{};
  const ssize_t size = ::recv(from, buffer.data(), buffer.size(), 0);
  if (size <= 0) return false;
  const std::string_view data{buffer.data(), static_cast<std::size_t>(size)};
  if (is_from_client) {
    if (data.find(mark_) != std::string_view::npos) marked_ = true;
    if (marked_ && !cut_ && data.find("COMMIT") != std::string_view::npos) commit_passed_ = true;
  } else if (commit_passed_ && !cut_) {
    cut_ = true;
    return false;
  }
  return ::send(to, data.data(), data.size(), MSG_NOSIGNAL) == size;
}

}  // namespace vina::testing
