// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "integration/fake_cloud/raw_http.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

namespace vina::testing {
namespace {

using Clock = std::chrono::steady_clock;

class Socket {
 public:
  explicit Socket(std::uint16_t port) : handle_{::socket(AF_INET, SOCK_STREAM, 0)} {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(handle_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      ::close(handle_);
      throw std::runtime_error{"cannot connect to port " + std::to_string(port)};
    }
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket() { ::close(handle_); }

  void send_all(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t count = ::send(handle_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return;  // the server has closed; its answer tells why
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }

  /// True where the server closed before `until`.
  bool receive(std::string& bytes, Clock::time_point until) const {
    for (;;) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
      pollfd polled{handle_, POLLIN, 0};
      if (left <= 0 || ::poll(&polled, 1, static_cast<int>(left)) <= 0) return false;
      std::array<char, 65536> buffer{};
      const ssize_t count = ::recv(handle_, buffer.data(), buffer.size(), 0);
      if (count <= 0) return true;
      bytes.append(buffer.data(), static_cast<std::size_t>(count));
    }
  }

 private:
  int handle_;
};

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

void take_apart(RawAnswer& answer) {
  const std::size_t blank = answer.bytes.find("\r\n\r\n");
  if (!answer.bytes.starts_with("HTTP/1.1 ") || blank == std::string::npos) return;
  answer.status = std::stoi(answer.bytes.substr(9, 3));
  std::string_view head = std::string_view{answer.bytes}.substr(0, blank);
  head.remove_prefix(std::min(head.find("\r\n"), head.size()));
  std::size_t promised = 0;
  while (head.starts_with("\r\n")) {
    head.remove_prefix(2);
    const std::string_view line = head.substr(0, head.find("\r\n"));
    head.remove_prefix(line.size());
    const std::size_t colon = std::min(line.find(": "), line.size());
    answer.headers.emplace_back(lower_case(std::string{line.substr(0, colon)}),
                                std::string{line.substr(std::min(line.size(), colon + 2))});
    if (answer.headers.back().first == "content-length") promised = std::stoul(answer.headers.back().second);
  }
  answer.body = answer.bytes.substr(blank + 4, promised);
  answer.whole = answer.body.size() == promised;
  answer.excess = answer.bytes.substr(blank + 4 + answer.body.size());
}

}  // namespace

std::optional<std::string> RawAnswer::header(const std::string& name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return std::nullopt;
}

RawAnswer send_raw(std::uint16_t port, const RawRequest& request) {
  std::string bytes = request.method + " " + request.target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  for (const std::string& header : request.headers) bytes += header + "\r\n";
  if (request.method == "POST") bytes += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  if (!request.keep_alive) bytes += "Connection: close\r\n";
  bytes += "\r\n" + request.body;
  const auto began = Clock::now();
  const Socket socket{port};
  socket.send_all(bytes);
  RawAnswer answer;
  answer.closed = socket.receive(answer.bytes, began + request.leave_after.value_or(request.deadline));
  answer.took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began);
  take_apart(answer);
  return answer;
}

}  // namespace vina::testing
