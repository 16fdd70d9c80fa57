// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/base_url.h"

#include <algorithm>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "base/error.h"
#include "wrap/curl/url.h"

namespace vina {
namespace {

bool is_plain(std::string_view url) {
  const bool has_host = url.find(":///") == std::string_view::npos;  // libcurl forgives a third slash
  return has_host && std::all_of(url.begin(), url.end(), [](char c) {
           return c > ' ' && c < '\x7f' && std::string_view{"?#@\\"}.find(c) == std::string_view::npos;
         });
}

/// The host is read by the library that will connect to it, so that both see the same one.
std::optional<curl::Origin> origin_of(std::string_view url) {
  return curl::origin_of(std::string{url});
}

bool is_loopback(const curl::Origin& origin) {
  return origin.host == "127.0.0.1" || origin.host == "[::1]" || origin.host == "localhost";
}

bool is_safe(std::string_view url) {
  if (!is_plain(url)) return false;
  const auto origin = origin_of(url);
  if (!origin) return false;
  return origin->scheme == "https" || (origin->scheme == "http" && is_loopback(*origin));
}

}  // namespace

bool is_this_computer(std::string_view url) {
  const auto origin = origin_of(url);
  return origin && is_loopback(*origin);
}

void require_safe_base_url(std::string_view url, std::string_view variable) {
  if (is_safe(url)) return;
  throw Error{ErrorKind::kInvalidOption,
              fmt::format("{} is not an address that keys may be sent to: use https://HOST, or http://HOST:PORT where "
                          "the host is 127.0.0.1, [::1] or localhost, without a user and a query",
                          variable)};
}

}  // namespace vina
