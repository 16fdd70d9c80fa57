// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/http_transfer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <regex>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "remote/base_url.h"
#include "remote/http_client.h"
#include "remote/wait_words.h"

namespace vina {
namespace {

using std::chrono::milliseconds;

/// libcurl looks at its own timers between two polls; ours need no more.
constexpr milliseconds kLongestPoll{1'000};
/// Servers and what stands in front of them close idle connections after a minute or more: a request that is sent into
/// one that is just being closed counts as lost, so such connections are not used again.
constexpr std::chrono::seconds kLongestIdleConnection{50};

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

void check_header(const HttpHeader& header) {
  const auto is_clean = [](const std::string& text) { return std::none_of(text.begin(), text.end(), is_control); };
  if (!header.name.empty() && is_clean(header.name) && is_clean(header.value)) return;
  throw Error{ErrorKind::kInvalidOption,
              fmt::format("the value for the HTTP header {} holds a line break or another control character: look for "
                          "one in the key or setting it is made from",
                          is_clean(header.name) ? header.name : "with a broken name")};
}

bool has_header(const std::vector<HttpHeader>& headers, std::string_view name) {
  return std::any_of(headers.begin(), headers.end(),
                     [&](const HttpHeader& header) { return is_same_header(header.name, name); });
}

std::vector<std::string> header_lines(const std::vector<HttpHeader>& headers) {
  std::vector<std::string> lines{"Expect:"};
  for (const HttpHeader& header : headers) {
    check_header(header);
    lines.push_back(header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
  }
  return lines;
}

/// libcurl's words may name a proxy as it was configured, with its password.
std::string without_user_info(const std::string& text) {
  static const std::regex user_info{R"(//[^/\s@]*@)"};
  return std::regex_replace(text, user_info, "//");
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.back() == '\r' || text.back() == '\n' || text.back() == ' ' || text.back() == '\t')) {
    text.remove_suffix(1);
  }
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  return text;
}

}  // namespace

HttpTransfer::HttpTransfer(curl::Easy& easy, curl::Multi& multi, const HttpRequest& request, const std::string& url,
                           const curl::Origin& origin, const std::vector<HttpHeader>& headers,
                           Clock::time_point deadline)
    : easy_{easy}, multi_{multi}, request_{request}, origin_{origin}, deadline_{deadline} {
  easy_.reset();
  easy_.set_url(url);
  easy_.set_protocols("http,https");
  easy_.use_http_1_1();
  easy_.verify_tls();
  easy_.ignore_signals();
  easy_.leave_resolver();
  if (is_this_computer(url)) easy_.disable_proxy();
  easy_.set_user_agent("vina");
  easy_.set_accepted_encoding("gzip");
  easy_.set_connect_timeout(std::max(request.deadlines.connect, milliseconds{1}));
  easy_.set_longest_idle_connection(kLongestIdleConnection);
  std::vector<std::string> lines = header_lines(headers);
  assert(request.method != "GET" || (request.form.empty() && request.body.empty()));
  if (!request.form.empty()) {
    set_form();
  } else if (request.method != "GET" && request.method != "HEAD") {
    set_body();
    if (!has_header(headers, "Content-Type")) lines.emplace_back("Content-Type:");
  }
  easy_.set_headers(lines);
  easy_.set_method(request.method);
  easy_.set_sinks([this](std::string_view line) { return take_header_line(line); },
                  [this](std::string_view bytes) { return take_body(bytes); });
}

HttpTransfer::~HttpTransfer() {
  multi_.remove(easy_);
}

// Note [A request is sent once]
// When a connection that was kept open is closed before the first byte of an answer, libcurl sends the request again
// over a new one. But the server may have acted on the first: a picture would be paid twice. The body therefore comes
// from a callback that cannot go back; libcurl then reports a failure once it has sent any of it. (Where it has sent
// none, the request was incomplete, and libcurl may send it again. Forms go back: their uploads are safe to repeat.)
void HttpTransfer::set_body() {
  const auto read = [this](std::span<char> buffer) {
    const std::size_t count = std::min(buffer.size(), request_.body.size() - body_sent_);
    std::copy_n(request_.body.data() + body_sent_, count, buffer.data());
    body_sent_ += count;
    return count;
  };
  const auto refuse_to_repeat = [this](std::uint64_t) {
    is_closed_unanswered_ = true;
    return false;
  };
  easy_.set_body({request_.body.size(), read, refuse_to_repeat});
}

void HttpTransfer::set_form() {
  form_.emplace(easy_);
  for (const FormPart& part : request_.form) {
    if (part.file.empty()) {
      form_->add_text(part.name, part.text);
      continue;
    }
    FileStretch& file = files_.emplace_back(part.file, part.offset, part.length);
    const auto seek = [&file](std::uint64_t position) {
      file.seek(position);
      return true;
    };
    form_->add_file(part.name, part.file_name,
                    {part.length, [&file](std::span<char> buffer) { return file.read(buffer); }, seek});
  }
  easy_.set_form(*form_);
}

bool HttpTransfer::has_room_for(std::size_t bytes) {
  is_too_large_ = bytes > request_.largest_answer - received_;
  if (!is_too_large_) received_ += bytes;
  return !is_too_large_;
}

bool HttpTransfer::take_header_line(std::string_view line) {
  if (!has_room_for(line.size())) return false;
  if (line.starts_with("HTTP/")) {
    response_.headers.clear();  // an interim answer (1xx) came before
    is_head_complete_ = false;
    return true;
  }
  if (trimmed(line).empty()) is_head_complete_ = true;
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) {
    response_.headers.push_back(
        {std::string{trimmed(line.substr(0, colon))}, std::string{trimmed(line.substr(colon + 1))}});
  }
  return true;
}

bool HttpTransfer::take_body(std::string_view bytes) {
  if (!has_room_for(bytes.size())) return false;
  response_.body += bytes;
  return true;
}

std::variant<HttpResponse, TransportFault> HttpTransfer::run(const std::stop_token& stop) {
  const std::stop_callback wake{stop, [this] { multi_.wake(); }};
  multi_.add(easy_);
  return drive(stop);
}

std::variant<HttpResponse, TransportFault> HttpTransfer::drive(const std::stop_token& stop) {
  last_activity_ = Clock::now();
  while (true) {
    multi_.perform();
    if (const auto end = multi_.ended()) return finish(*end);
    if (stop.stop_requested()) throw CancelledExchange{may_have_arrived()};
    const auto now = Clock::now();
    if (auto late = overdue(now)) return std::move(*late);
    multi_.wait(time_to_next_deadline(now));
  }
}

std::optional<TransportFault> HttpTransfer::overdue(Clock::time_point now) {
  const std::uint64_t moved = easy_.bytes_moved() + received_;
  if (moved != last_bytes_moved_ || !easy_.is_past_connecting()) last_activity_ = now;
  last_bytes_moved_ = moved;
  if (now - last_activity_ >= request_.deadlines.idle) {
    return fault(may_have_arrived(), true,
                 fmt::format("{} was silent for {}", place(), in_words(request_.deadlines.idle)));
  }
  if (now >= deadline_) {
    return fault(may_have_arrived(), true,
                 fmt::format("{} did not finish within {}", place(), in_words(request_.deadlines.total)));
  }
  return std::nullopt;
}

milliseconds HttpTransfer::time_to_next_deadline(Clock::time_point now) const {
  const auto idle_end = last_activity_ + request_.deadlines.idle;
  const auto left = std::chrono::ceil<milliseconds>(std::min<Clock::time_point>(idle_end, deadline_) - now);
  return std::clamp(left, milliseconds{1}, kLongestPoll);
}

std::variant<HttpResponse, TransportFault> HttpTransfer::finish(curl::TransferEnd end) {
  easy_.rethrow_failure();
  if (form_) form_->rethrow_failure();
  const std::string words = without_user_info(easy_.complaint());
  const std::string why = words.empty() ? std::string{} : ": " + words;
  switch (end) {
    case curl::TransferEnd::kAnswered:
      if (!is_head_complete_) break;
      response_.status = easy_.status();
      return std::move(response_);
    case curl::TransferEnd::kBadUrl:
      if (may_have_arrived()) break;  // an answer that is not HTTP
      return fault(false, false, "the URL cannot be used" + why);
    case curl::TransferEnd::kNotResolved:
      return fault(false, true, fmt::format("cannot find the host {}{}", origin_.host, why));
    case curl::TransferEnd::kNotConnected:
      if (easy_.system_error() != 0) {
        const std::string reason = std::generic_category().message(easy_.system_error());
        return fault(false, true, fmt::format("cannot connect to {}: {}", place(), reason));
      }
      return fault(false, true, fmt::format("cannot connect to {}{}", place(), why));
    case curl::TransferEnd::kNotTrusted:
      return fault(false, false, fmt::format("the certificate of {} does not verify{}", place(), why));
    case curl::TransferEnd::kTlsFailed:
      return fault(false, true, fmt::format("no secure connection to {}{}", place(), why));
    case curl::TransferEnd::kTimedOut:
      return fault(may_have_arrived(), true,
                   fmt::format("no connection to {} within {}", place(), in_words(request_.deadlines.connect)));
    case curl::TransferEnd::kRefused:
    case curl::TransferEnd::kBroken:
      break;
  }
  if (is_too_large_) {
    return fault(true, false,
                 fmt::format("the answer of {} is larger than {} bytes", place(), request_.largest_answer));
  }
  if (is_closed_unanswered_) {  // libcurl's words are about the callback
    return fault(may_have_arrived(), true, fmt::format("{} closed the connection without an answer", place()));
  }
  return fault(may_have_arrived(), true, fmt::format("the connection to {} broke{}", place(), why));
}

TransportFault HttpTransfer::fault(bool may_have_arrived, bool worth_repeating, std::string reason) const {
  return {may_have_arrived, worth_repeating, std::move(reason)};
}

bool HttpTransfer::may_have_arrived() const {
  return easy_.request_bytes() > 0;
}

std::string HttpTransfer::place() const {
  return fmt::format("{} port {}", origin_.host, origin_.port);
}

}  // namespace vina
