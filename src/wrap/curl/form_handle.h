// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// For the sources of this folder alone.
#pragma once

#include <curl/curl.h>

#include <exception>
#include <memory>
#include <vector>

#include "wrap/curl/form.h"

namespace vina::curl {

struct Form::Handle {
  struct File {
    UploadSource source;
    std::exception_ptr failure;
  };

  explicit Handle(CURL* curl);
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle();

  curl_mimepart* add_part(const std::string& name);

  curl_mime* mime;
  std::vector<std::unique_ptr<File>> files;  ///< libcurl holds pointers to them
};

}  // namespace vina::curl
