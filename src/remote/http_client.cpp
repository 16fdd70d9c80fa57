// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/http_client.h"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

#include "base/cancellation.h"
#include "remote/http_transfer.h"
#include "wrap/curl/library.h"

namespace vina {
namespace {

constexpr int kMostRedirects = 5;
constexpr std::size_t kMostIdleConnections = 16;

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// What another server may be told of a request: never a key, and a key's header has no name we would know for sure.
std::vector<HttpHeader> for_another_server(const std::vector<HttpHeader>& headers) {
  std::vector<HttpHeader> kept;
  for (const HttpHeader& header : headers) {
    if (is_same_header(header.name, "Accept")) kept.push_back(header);
  }
  return kept;
}

}  // namespace

/// Transfers at the same time are driven by their own threads, each with a libcurl of its own: those handles are not
/// for several threads. A request takes the one that last spoke to its server, whose connection may still be open.
class HttpClient::Connections {
 public:
  struct Line {
    curl::Multi multi;  ///< declared first: it keeps the connections of the handle below
    curl::Easy easy;
    curl::Origin origin;
  };

  std::unique_ptr<Line> take(const curl::Origin& origin) {
    {
      const std::scoped_lock lock{mutex_};
      const auto found =
          std::find_if(idle_.rbegin(), idle_.rend(), [&](const auto& line) { return line->origin == origin; });
      if (found != idle_.rend()) {
        std::unique_ptr<Line> line = std::move(*found);
        idle_.erase(std::next(found).base());
        return line;
      }
    }
    auto line = std::make_unique<Line>();
    line->origin = origin;
    return line;
  }

  void give_back(std::unique_ptr<Line> line) {
    const std::scoped_lock lock{mutex_};
    idle_.push_back(std::move(line));
    if (idle_.size() > kMostIdleConnections) idle_.erase(idle_.begin());
  }

 private:
  curl::Library library_;  ///< declared first: it outlives the handles
  std::mutex mutex_;
  std::vector<std::unique_ptr<Line>> idle_;
};

HttpClient::HttpClient() : connections_{std::make_unique<Connections>()} {}

HttpClient::~HttpClient() = default;

std::variant<HttpResponse, TransportFault> HttpClient::exchange(const HttpRequest& request,
                                                                const std::stop_token& stop) {
  throw_if_stopped(stop);
  const auto deadline = HttpTransfer::Clock::now() + request.deadlines.total;
  std::string url = request.url;
  std::vector<HttpHeader> headers = request.headers;
  std::optional<curl::Origin> origin = curl::origin_of(url);
  for (int redirects = 0;; ++redirects) {
    if (!origin) return TransportFault{false, false, "the URL cannot be used: it is not an absolute http URL"};
    std::unique_ptr<Connections::Line> line = connections_->take(*origin);
    std::string next;
    auto answer = [&] {
      HttpTransfer transfer{line->easy, line->multi, request, url, *origin, headers, deadline};
      auto result = transfer.run(stop);
      next = transfer.redirect_url();
      return result;
    }();
    connections_->give_back(std::move(line));
    const auto* response = std::get_if<HttpResponse>(&answer);
    if (response == nullptr || !is_redirect(response->status) || next.empty() || request.method != "GET") return answer;
    if (redirects == kMostRedirects) return TransportFault{true, false, "the server redirects in a circle"};
    std::optional<curl::Origin> next_origin = curl::origin_of(next);
    if (origin->scheme == "https" && next_origin && next_origin->scheme != "https") {
      return TransportFault{true, false, "the server redirects from https to http"};
    }
    if (next_origin != origin) headers = for_another_server(headers);
    url = std::move(next);
    origin = std::move(next_origin);
  }
}

}  // namespace vina
