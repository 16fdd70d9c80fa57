// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "support/loopback_server.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <strings.h>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "support/self_signed_certificate.h"

namespace vina::testing {

std::optional<std::string> ReceivedRequest::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key.size() == name.size() && ::strncasecmp(key.data(), name.data(), name.size()) == 0) return value;
  }
  return std::nullopt;
}

class LoopbackServer::Daemon {
 public:
  Daemon(std::function<Reply(const ReceivedRequest&)> answer, Tls tls) : answer_{std::move(answer)} {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    unsigned flags = MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD;
    if (tls == Tls::kSelfSigned) {
      const SelfSignedCertificate certificate = make_self_signed_certificate();
      daemon_ =
          MHD_start_daemon(flags | MHD_USE_TLS, 0, nullptr, nullptr, &Daemon::on_request, this, MHD_OPTION_SOCK_ADDR,
                           reinterpret_cast<sockaddr*>(&address), MHD_OPTION_NOTIFY_COMPLETED, &Daemon::on_completed,
                           nullptr, MHD_OPTION_HTTPS_MEM_KEY, certificate.key.c_str(), MHD_OPTION_HTTPS_MEM_CERT,
                           certificate.certificate.c_str(), MHD_OPTION_END);
      scheme_ = "https";
    } else {
      daemon_ = MHD_start_daemon(flags, 0, nullptr, nullptr, &Daemon::on_request, this, MHD_OPTION_SOCK_ADDR,
                                 reinterpret_cast<sockaddr*>(&address), MHD_OPTION_NOTIFY_COMPLETED,
                                 &Daemon::on_completed, nullptr, MHD_OPTION_END);
    }
    if (daemon_ == nullptr) throw std::runtime_error{"cannot start the loopback server"};
    port_ = MHD_get_daemon_info(daemon_, MHD_DAEMON_INFO_BIND_PORT)->port;
  }
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;
  ~Daemon() { MHD_stop_daemon(daemon_); }

  std::string url() const { return scheme_ + "://127.0.0.1:" + std::to_string(port_); }

  std::vector<ReceivedRequest> requests() const {
    const std::scoped_lock lock{mutex_};
    return requests_;
  }
  int most_in_flight() const {
    const std::scoped_lock lock{mutex_};
    return most_in_flight_;
  }

 private:
  static MHD_Result on_header(void* user, MHD_ValueKind /*kind*/, const char* name, const char* value) {
    static_cast<HeaderList*>(user)->emplace_back(name, value == nullptr ? "" : value);
    return MHD_YES;
  }

  static MHD_Result on_argument(void* user, MHD_ValueKind /*kind*/, const char* name, const char* value) {
    auto& query = *static_cast<std::string*>(user);
    if (!query.empty()) query += '&';
    query += name;
    if (value != nullptr) query += std::string{"="} + value;
    return MHD_YES;
  }

  static MHD_Result on_request(void* user, MHD_Connection* connection, const char* url, const char* method,
                               const char* /*version*/, const char* upload, std::size_t* upload_size, void** state) {
    auto* request = static_cast<ReceivedRequest*>(*state);
    if (request == nullptr) {
      request = new ReceivedRequest{method, url, {}, {}, {}, 0};
      *state = request;
      return MHD_YES;
    }
    if (*upload_size > 0) {
      request->body.append(upload, *upload_size);
      *upload_size = 0;
      return MHD_YES;
    }
    MHD_get_connection_values(connection, MHD_HEADER_KIND, &on_header, &request->headers);
    MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, &on_argument, &request->query);
    const MHD_ConnectionInfo* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    sockaddr_in client{};
    std::memcpy(&client, info->client_addr, sizeof client);
    request->client_port = ntohs(client.sin_port);
    return static_cast<Daemon*>(user)->answer(connection, *request);
  }

  static void on_completed(void* /*user*/, MHD_Connection* /*connection*/, void** state,
                           MHD_RequestTerminationCode /*why*/) {
    delete static_cast<ReceivedRequest*>(*state);
    *state = nullptr;
  }

  MHD_Result answer(MHD_Connection* connection, const ReceivedRequest& request) {
    {
      const std::scoped_lock lock{mutex_};
      requests_.push_back(request);
      most_in_flight_ = std::max(most_in_flight_, ++in_flight_);
    }
    Reply reply = answer_(request);
    std::this_thread::sleep_for(reply.delay);
    {
      const std::scoped_lock lock{mutex_};
      --in_flight_;
    }
    MHD_Response* response =
        MHD_create_response_from_buffer(reply.body.size(), reply.body.data(), MHD_RESPMEM_MUST_COPY);
    for (const auto& [name, value] : reply.headers) MHD_add_response_header(response, name.c_str(), value.c_str());
    const MHD_Result result = MHD_queue_response(connection, static_cast<unsigned>(reply.status), response);
    MHD_destroy_response(response);
    return result;
  }

  std::function<Reply(const ReceivedRequest&)> answer_;
  mutable std::mutex mutex_;
  std::vector<ReceivedRequest> requests_;
  int in_flight_ = 0;
  int most_in_flight_ = 0;
  std::string scheme_ = "http";
  int port_ = 0;
  MHD_Daemon* daemon_ = nullptr;
};

LoopbackServer::LoopbackServer(std::function<Reply(const ReceivedRequest&)> answer, Tls tls)
    : daemon_{std::make_unique<Daemon>(std::move(answer), tls)} {}

LoopbackServer::~LoopbackServer() = default;

std::string LoopbackServer::url() const {
  return daemon_->url();
}

std::vector<ReceivedRequest> LoopbackServer::requests() const {
  return daemon_->requests();
}

int LoopbackServer::most_in_flight() const {
  return daemon_->most_in_flight();
}

namespace {

std::string quoted_after(const std::string& text, const std::string& label) {
  const std::size_t start = text.find(label + "=\"");
  if (start == std::string::npos) return {};
  const std::size_t begin = start + label.size() + 2;
  return text.substr(begin, text.find('"', begin) - begin);
}

}  // namespace

std::vector<ReceivedPart> form_parts(const ReceivedRequest& request) {
  const std::string type = request.header("Content-Type").value_or("");
  const std::size_t label = type.find("boundary=");
  if (label == std::string::npos) return {};
  const std::string border = "--" + type.substr(label + 9);
  std::vector<ReceivedPart> parts;
  std::size_t begin = request.body.find(border);
  while (begin != std::string::npos) {
    begin += border.size();
    const std::size_t end = request.body.find("\r\n" + border, begin);
    const std::size_t head_end = request.body.find("\r\n\r\n", begin);
    if (end == std::string::npos || head_end == std::string::npos) break;
    const std::string head = request.body.substr(begin, head_end - begin);
    parts.push_back({quoted_after(head, " name"), quoted_after(head, "filename"),
                     request.body.substr(head_end + 4, end - head_end - 4)});
    begin = end + 2;
  }
  return parts;
}

std::string form_value(const ReceivedRequest& request, std::string_view name) {
  for (const ReceivedPart& part : form_parts(request)) {
    if (part.name == name) return part.content;
  }
  return {};
}

}  // namespace vina::testing
