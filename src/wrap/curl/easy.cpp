// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/curl/easy.h"

#include <utility>

#include "base/error.h"
#include "wrap/curl/easy_handle.h"
#include "wrap/curl/form.h"
#include "wrap/curl/form_handle.h"

namespace vina::curl {
namespace {

void check(const char* function, CURLcode code) {
  if (code == CURLE_OK) return;
  throw Error{ErrorKind::kInternal, std::string{function} + " failed: " + curl_easy_strerror(code)};
}

template <typename Value>
void set(CURL* curl, CURLoption option, Value value) {
  check("curl_easy_setopt", curl_easy_setopt(curl, option, value));
}

template <typename Value>
Value info(CURL* curl, CURLINFO which) {
  Value value{};
  check("curl_easy_getinfo", curl_easy_getinfo(curl, which, &value));
  return value;
}

std::size_t receive(const Sink& sink, std::exception_ptr& failure, const char* bytes, std::size_t size) noexcept {
  try {
    return sink({bytes, size}) ? size : size + 1;  // any other number than `size` ends the transfer
  } catch (...) {
    failure = std::current_exception();
    return size + 1;
  }
}

extern "C" std::size_t vina_curl_header(char* bytes, std::size_t unit, std::size_t count, void* user) {
  auto& handle = *static_cast<Easy::Handle*>(user);
  return receive(handle.on_header, handle.failure, bytes, unit * count);
}

extern "C" std::size_t vina_curl_body(char* bytes, std::size_t unit, std::size_t count, void* user) {
  auto& handle = *static_cast<Easy::Handle*>(user);
  return receive(handle.on_body, handle.failure, bytes, unit * count);
}

extern "C" std::size_t vina_curl_read(char* buffer, std::size_t unit, std::size_t count, void* user) {
  auto& handle = *static_cast<Easy::Handle*>(user);
  try {
    return handle.source.read({buffer, unit * count});
  } catch (...) {
    handle.failure = std::current_exception();
    return CURL_READFUNC_ABORT;
  }
}

extern "C" int vina_curl_seek(void* user, curl_off_t position, int /*origin: always the start*/) {
  auto& handle = *static_cast<Easy::Handle*>(user);
  try {
    return handle.source.seek(static_cast<std::uint64_t>(position)) ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL;
  } catch (...) {
    handle.failure = std::current_exception();
    return CURL_SEEKFUNC_FAIL;
  }
}

}  // namespace

Easy::Handle::Handle() : curl{curl_easy_init()} {
  if (curl == nullptr) throw Error{ErrorKind::kInternal, "curl_easy_init failed: out of memory"};
}

Easy::Handle::~Handle() {
  curl_easy_cleanup(curl);
  curl_slist_free_all(headers);
}

Easy::Easy() : handle_{std::make_unique<Handle>()} {
  reset();
}

Easy::~Easy() = default;

void Easy::reset() {
  Handle& handle = *handle_;
  curl_easy_reset(handle.curl);
  curl_slist_free_all(std::exchange(handle.headers, nullptr));
  handle.source = {};
  handle.on_header = nullptr;
  handle.on_body = nullptr;
  handle.failure = nullptr;
  handle.complaint.fill('\0');
  set(handle.curl, CURLOPT_ERRORBUFFER, handle.complaint.data());
}

void Easy::set_url(const std::string& url) {
  set(handle_->curl, CURLOPT_URL, url.c_str());
}

void Easy::set_protocols(const std::string& names) {
  set(handle_->curl, CURLOPT_PROTOCOLS_STR, names.c_str());
  set(handle_->curl, CURLOPT_REDIR_PROTOCOLS_STR, names.c_str());
}

void Easy::use_http_1_1() {
  set(handle_->curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
}

void Easy::verify_tls() {
  set(handle_->curl, CURLOPT_SSL_VERIFYPEER, 1L);
  set(handle_->curl, CURLOPT_SSL_VERIFYHOST, 2L);
  set(handle_->curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
}

void Easy::ignore_signals() {
  set(handle_->curl, CURLOPT_NOSIGNAL, 1L);
}

void Easy::leave_resolver() {
  set(handle_->curl, CURLOPT_QUICK_EXIT, 1L);
}

void Easy::disable_proxy() {
  set(handle_->curl, CURLOPT_PROXY, "");
}

void Easy::set_user_agent(const std::string& name) {
  set(handle_->curl, CURLOPT_USERAGENT, name.c_str());
}

void Easy::set_accepted_encoding(const std::string& names) {
  set(handle_->curl, CURLOPT_ACCEPT_ENCODING, names.c_str());
}

void Easy::set_connect_timeout(std::chrono::milliseconds timeout) {
  set(handle_->curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(timeout.count()));
}

void Easy::set_longest_idle_connection(std::chrono::seconds age) {
  set(handle_->curl, CURLOPT_MAXAGE_CONN, static_cast<long>(age.count()));
}

void Easy::set_headers(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    curl_slist* longer = curl_slist_append(handle_->headers, line.c_str());
    if (longer == nullptr) throw Error{ErrorKind::kInternal, "curl_slist_append failed: out of memory"};
    handle_->headers = longer;
  }
  set(handle_->curl, CURLOPT_HTTPHEADER, handle_->headers);
}

void Easy::set_method(const std::string& name) {
  if (name == "HEAD") set(handle_->curl, CURLOPT_NOBODY, 1L);
  set(handle_->curl, CURLOPT_CUSTOMREQUEST, name.c_str());
}

void Easy::set_body(UploadSource source) {
  handle_->source = std::move(source);
  set(handle_->curl, CURLOPT_POST, 1L);
  set(handle_->curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(handle_->source.length));
  set(handle_->curl, CURLOPT_READFUNCTION, &vina_curl_read);
  set(handle_->curl, CURLOPT_READDATA, handle_.get());
  set(handle_->curl, CURLOPT_SEEKFUNCTION, &vina_curl_seek);
  set(handle_->curl, CURLOPT_SEEKDATA, handle_.get());
}

void Easy::set_form(const Form& form) {
  set(handle_->curl, CURLOPT_MIMEPOST, form.handle().mime);
}

void Easy::set_sinks(Sink on_header, Sink on_body) {
  handle_->on_header = std::move(on_header);
  handle_->on_body = std::move(on_body);
  set(handle_->curl, CURLOPT_HEADERFUNCTION, &vina_curl_header);
  set(handle_->curl, CURLOPT_HEADERDATA, handle_.get());
  set(handle_->curl, CURLOPT_WRITEFUNCTION, &vina_curl_body);
  set(handle_->curl, CURLOPT_WRITEDATA, handle_.get());
}

int Easy::status() const {
  return static_cast<int>(info<long>(handle_->curl, CURLINFO_RESPONSE_CODE));
}

std::string Easy::redirect_url() const {
  const char* url = info<char*>(handle_->curl, CURLINFO_REDIRECT_URL);
  return url == nullptr ? std::string{} : std::string{url};
}

std::uint64_t Easy::request_bytes() const {
  return static_cast<std::uint64_t>(info<long>(handle_->curl, CURLINFO_REQUEST_SIZE));
}

std::uint64_t Easy::bytes_moved() const {
  return request_bytes() + static_cast<std::uint64_t>(info<curl_off_t>(handle_->curl, CURLINFO_SIZE_UPLOAD_T)) +
         static_cast<std::uint64_t>(info<curl_off_t>(handle_->curl, CURLINFO_SIZE_DOWNLOAD_T)) +
         static_cast<std::uint64_t>(info<long>(handle_->curl, CURLINFO_HEADER_SIZE));
}

bool Easy::is_past_connecting() const {
  return info<curl_off_t>(handle_->curl, CURLINFO_PRETRANSFER_TIME_T) > 0;
}

int Easy::system_error() const {
  return static_cast<int>(info<long>(handle_->curl, CURLINFO_OS_ERRNO));
}

std::string Easy::complaint() const {
  return handle_->complaint.data();
}

void Easy::rethrow_failure() {
  if (handle_->failure) std::rethrow_exception(std::exchange(handle_->failure, nullptr));
}

}  // namespace vina::curl
