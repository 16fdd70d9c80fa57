// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/curl/url.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <new>

namespace vina::curl {
namespace {

struct FreeUrl {
  void operator()(CURLU* url) const noexcept { curl_url_cleanup(url); }
};
struct FreeText {
  void operator()(char* text) const noexcept { curl_free(text); }
};

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

std::optional<std::string> part(CURLU* url, CURLUPart which) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, CURLU_DEFAULT_PORT) != CURLUE_OK) return std::nullopt;
  const std::unique_ptr<char, FreeText> owner{text};
  return std::string{text};
}

}  // namespace

std::optional<Origin> origin_of(const std::string& url) {
  const std::unique_ptr<CURLU, FreeUrl> handle{curl_url()};
  if (!handle) throw std::bad_alloc{};
  if (curl_url_set(handle.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return std::nullopt;
  auto scheme = part(handle.get(), CURLUPART_SCHEME);
  auto host = part(handle.get(), CURLUPART_HOST);
  auto port = part(handle.get(), CURLUPART_PORT);
  if (!scheme || !host || !port) return std::nullopt;
  return Origin{lower_case(*scheme), lower_case(*host), *port};
}

}  // namespace vina::curl
