// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/curl/library.h"

#include <curl/curl.h>

#include <string>

#include "base/error.h"

namespace vina::curl {

Library::Library() {
  const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code == CURLE_OK) return;
  throw Error{ErrorKind::kInternal, std::string{"curl_global_init failed: "} + curl_easy_strerror(code)};
}

Library::~Library() {
  curl_global_cleanup();
}

}  // namespace vina::curl
