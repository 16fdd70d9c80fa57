// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// For the sources of this folder alone.
#pragma once

#include <curl/curl.h>

#include <array>
#include <exception>

#include "wrap/curl/easy.h"

namespace vina::curl {

struct Easy::Handle {
  Handle();
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle();

  CURL* curl;
  curl_slist* headers = nullptr;
  std::array<char, CURL_ERROR_SIZE> complaint{};
  UploadSource source;
  Sink on_header;
  Sink on_body;
  std::exception_ptr failure;
};

}  // namespace vina::curl
