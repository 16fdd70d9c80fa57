// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vina::testing {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct ReceivedRequest {
  std::string method;
  std::string path;   ///< without the query
  std::string query;  ///< without the question mark, undecoded by us
  HeaderList headers;
  std::string body;
  int client_port = 0;  ///< the same for requests over the same connection

  std::optional<std::string> header(std::string_view name) const;
};

struct Reply {
  int status = 200;
  std::string body;
  HeaderList headers;
  std::chrono::milliseconds delay{0};
};

/// An HTTP server on 127.0.0.1 with a thread for each connection. `answer` is called from those threads, one call at a
/// time for each connection. What it serves over TLS has a certificate that nobody should trust.
class LoopbackServer {
 public:
  enum class Tls { kNo, kSelfSigned };

  explicit LoopbackServer(std::function<Reply(const ReceivedRequest&)> answer, Tls tls = Tls::kNo);
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;
  ~LoopbackServer();

  /// "http://127.0.0.1:PORT"
  std::string url() const;
  std::vector<ReceivedRequest> requests() const;
  int most_in_flight() const;

 private:
  class Daemon;
  std::unique_ptr<Daemon> daemon_;
};

/// The parts of a multipart/form-data body by name.
struct ReceivedPart {
  std::string name;
  std::string file_name;
  std::string content;
};
std::vector<ReceivedPart> form_parts(const ReceivedRequest& request);
/// The content of the part of that name; empty if there is none.
std::string form_value(const ReceivedRequest& request, std::string_view name);

}  // namespace vina::testing
