// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/curl/multi.h"

#include <string>

#include "base/error.h"
#include "wrap/curl/easy_handle.h"

namespace vina::curl {
namespace {

void check(const char* function, CURLMcode code) {
  if (code == CURLM_OK) return;
  throw Error{ErrorKind::kInternal, std::string{function} + " failed: " + curl_multi_strerror(code)};
}

TransferEnd meaning_of(CURLcode code) {
  switch (code) {
    case CURLE_OK:
      return TransferEnd::kAnswered;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return TransferEnd::kBadUrl;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return TransferEnd::kNotResolved;
    case CURLE_COULDNT_CONNECT:
    case CURLE_PROXY:
    case CURLE_INTERFACE_FAILED:
      return TransferEnd::kNotConnected;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_CACERT_BADFILE:
      return TransferEnd::kNotTrusted;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ENGINE_NOTFOUND:
    case CURLE_SSL_ENGINE_SETFAILED:
    case CURLE_SSL_ENGINE_INITFAILED:
      return TransferEnd::kTlsFailed;
    case CURLE_OPERATION_TIMEDOUT:
      return TransferEnd::kTimedOut;
    case CURLE_WRITE_ERROR:
    case CURLE_ABORTED_BY_CALLBACK:
    case CURLE_READ_ERROR:
      return TransferEnd::kRefused;
    default:
      return TransferEnd::kBroken;
  }
}

}  // namespace

struct Multi::Handle {
  Handle() : curl{curl_multi_init()} {
    if (curl == nullptr) throw Error{ErrorKind::kInternal, "curl_multi_init failed: out of memory"};
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { curl_multi_cleanup(curl); }

  CURLM* curl;
};

Multi::Multi() : handle_{std::make_unique<Handle>()} {}

Multi::~Multi() = default;

void Multi::add(Easy& easy) {
  check("curl_multi_add_handle", curl_multi_add_handle(handle_->curl, easy.handle().curl));
}

void Multi::remove(Easy& easy) noexcept {
  curl_multi_remove_handle(handle_->curl, easy.handle().curl);
}

void Multi::perform() {
  int running = 0;
  check("curl_multi_perform", curl_multi_perform(handle_->curl, &running));
}

std::optional<TransferEnd> Multi::ended() {
  int left = 0;
  const CURLMsg* message = curl_multi_info_read(handle_->curl, &left);
  if (message == nullptr || message->msg != CURLMSG_DONE) return std::nullopt;
  return meaning_of(message->data.result);
}

void Multi::wait(std::chrono::milliseconds longest) {
  check("curl_multi_poll", curl_multi_poll(handle_->curl, nullptr, 0, static_cast<int>(longest.count()), nullptr));
}

void Multi::wake() noexcept {
  curl_multi_wakeup(handle_->curl);
}

}  // namespace vina::curl
