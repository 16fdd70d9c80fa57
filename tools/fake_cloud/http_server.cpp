// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/http_server.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include <microhttpd.h>

#include "base/error.h"

namespace vina::fake {
namespace {

/// One request on its way through libmicrohttpd's callbacks; all of them run on the connection's thread.
struct Turn {
  Request request;
  std::shared_ptr<InFlight> in_flight;
  std::string after_answer;  ///< bytes for the socket behind what HTTP allows
  bool close_after = false;
};

/// What the content reader sends, and how.
struct Sending {
  std::string body;
  Delivery delivery;
  std::size_t end = 0;  ///< bytes of the body that are sent before the connection is closed, or all of them
  std::shared_ptr<InFlight> in_flight;
  std::function<void(std::chrono::milliseconds)> pause;
};

int socket_of(MHD_Connection* connection) {
  const MHD_ConnectionInfo* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info == nullptr ? -1 : info->connect_fd;
}

MHD_Result collect(void* to, MHD_ValueKind, const char* key, const char* value) noexcept {
  static_cast<std::vector<Header>*>(to)->emplace_back(key, value == nullptr ? "" : value);
  return MHD_YES;
}

/// libmicrohttpd would decode the path; it is kept as it came, so that a "%2F" in it can be told from a "/".
void* remember_target(void*, const char* target, MHD_Connection*) {
  auto turn = std::make_unique<Turn>();
  const std::string_view whole{target};
  const std::size_t question = std::min(whole.find('?'), whole.size());
  turn->request.path = percent_decoded(whole.substr(0, question), false);
  turn->request.query = parse_query(whole.substr(std::min(whole.size(), question + 1)));
  return turn.release();
}

ssize_t read_body(void* from, std::uint64_t position, char* buffer, std::size_t room) {
  Sending& sending = *static_cast<Sending*>(from);
  const std::size_t at = static_cast<std::size_t>(position);
  if (at >= sending.end) {
    sending.in_flight.reset();
    return MHD_CONTENT_READER_END_WITH_ERROR;
  }
  std::size_t count = std::min(room, sending.end - at);
  if (sending.delivery.piece_bytes > 0) {
    if (at > 0) sending.pause(sending.delivery.between_pieces);
    count = std::min(count, sending.delivery.piece_bytes);
  }
  if (at + count == sending.end) sending.in_flight.reset();
  std::memcpy(buffer, sending.body.data() + at, count);
  return static_cast<ssize_t>(count);
}

void free_sending(void* sending) {
  delete static_cast<Sending*>(sending);
}

MHD_Response* make_response(Answer&& answer, Turn& turn, const Handler& handler) {
  auto sending = std::make_unique<Sending>();
  sending->body = std::move(answer.body);
  sending->delivery = answer.delivery;
  sending->in_flight = std::move(answer.in_flight);
  sending->pause = handler.pause;
  sending->end = sending->body.size();
  std::uint64_t promised = sending->body.size();
  if (answer.delivery.cut == Cut::kInside) sending->end = sending->body.size() / 2;
  if (answer.delivery.content_length == ContentLength::kTooLong) promised += 1000;
  if (answer.delivery.content_length == ContentLength::kTooShort) {
    promised /= 2;
    sending->end = static_cast<std::size_t>(promised);
    turn.after_answer = sending->body.substr(sending->end);
  }
  turn.close_after = answer.delivery.cut == Cut::kAfter || !turn.after_answer.empty();
  if (sending->end == 0) sending->in_flight.reset();  // the reader may never be asked
  return MHD_create_response_from_callback(promised, 16 * 1024, &read_body, sending.release(), &free_sending);
}

void finish_turn(void*, MHD_Connection* connection, void** slot, MHD_RequestTerminationCode) {
  const std::unique_ptr<Turn> turn{static_cast<Turn*>(*slot)};
  *slot = nullptr;
  if (turn == nullptr || !turn->close_after) return;
  const int socket = socket_of(connection);
  if (!turn->after_answer.empty()) {
    [[maybe_unused]] const ssize_t sent =
        ::send(socket, turn->after_answer.data(), turn->after_answer.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  }
  ::shutdown(socket, SHUT_RDWR);
}

}  // namespace

struct HttpServer::Daemon {
  Handler handler;
  std::size_t largest_body = 0;
  MHD_Daemon* daemon = nullptr;

  MHD_Result access(MHD_Connection* connection, const char* method, const char* data, std::size_t* size, void** slot) {
    Turn& turn = *static_cast<Turn*>(*slot);
    Request& request = turn.request;
    if (request.method.empty()) {
      request.method = method;
      MHD_get_connection_values(connection, MHD_HEADER_KIND, &collect, &request.headers);
      turn.in_flight = handler.began(request);
      return MHD_YES;
    }
    if (*size > 0) {
      request.body_bytes += *size;
      if (request.body_bytes <= largest_body) {
        request.body.append(data, *size);
      } else {
        std::string{}.swap(request.body);
      }
      *size = 0;
      return MHD_YES;
    }
    return send(connection, handler.answer(std::move(request), std::move(turn.in_flight)), turn);
  }

  MHD_Result send(MHD_Connection* connection, Answer&& answer, Turn& turn) const {
    if (answer.delivery.cut == Cut::kWithoutAnswer) {
      answer.in_flight.reset();
      ::shutdown(socket_of(connection), SHUT_RDWR);
      return MHD_NO;
    }
    const int status = answer.status;
    const std::vector<Header> headers = std::move(answer.headers);
    MHD_Response* response = make_response(std::move(answer), turn, handler);
    if (response == nullptr) return MHD_NO;
    for (const auto& [name, value] : headers) MHD_add_response_header(response, name.c_str(), value.c_str());
    const MHD_Result queued = MHD_queue_response(connection, static_cast<unsigned>(status), response);
    MHD_destroy_response(response);
    return queued;
  }

  static MHD_Result on_access(void* self, MHD_Connection* connection, const char*, const char* method, const char*,
                              const char* data, std::size_t* size, void** slot) noexcept {
    try {
      return static_cast<Daemon*>(self)->access(connection, method, data, size, slot);
    } catch (...) {
      return MHD_NO;
    }
  }
};

HttpServer::HttpServer(std::uint16_t port, std::size_t largest_body, Handler handler)
    : daemon_{std::make_unique<Daemon>()} {
  daemon_->handler = std::move(handler);
  daemon_->largest_body = largest_body;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  daemon_->daemon = MHD_start_daemon(MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL,
                                     port, nullptr, nullptr, &Daemon::on_access, daemon_.get(), MHD_OPTION_SOCK_ADDR,
                                     reinterpret_cast<sockaddr*>(&address), MHD_OPTION_URI_LOG_CALLBACK,
                                     &remember_target, nullptr, MHD_OPTION_NOTIFY_COMPLETED, &finish_turn, nullptr,
                                     MHD_OPTION_CONNECTION_MEMORY_LIMIT, std::size_t{256} * 1024, MHD_OPTION_END);
  if (daemon_->daemon == nullptr) {
    throw Error{ErrorKind::kInternal,
                "cannot listen on 127.0.0.1 port " + std::to_string(port) + ": choose another --port, or 0 for any"};
  }
}

HttpServer::~HttpServer() {
  MHD_stop_daemon(daemon_->daemon);
}

std::uint16_t HttpServer::port() const {
  const MHD_DaemonInfo* info = MHD_get_daemon_info(daemon_->daemon, MHD_DAEMON_INFO_BIND_PORT);
  return info == nullptr ? std::uint16_t{0} : info->port;
}

}  // namespace vina::fake
