// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <memory>
#include <string>

#include "wrap/curl/easy.h"
#include "wrap/curl/upload_source.h"

namespace vina::curl {

/// A multipart/form-data body (libcurl's mime handle) for one transfer.
/// Throws Error (kInternal) naming libcurl's function. Not thread-safe.
class Form {
 public:
  /// `easy` must outlive the form.
  explicit Form(Easy& easy);
  Form(const Form&) = delete;
  Form& operator=(const Form&) = delete;
  ~Form();

  void add_text(const std::string& name, const std::string& text);
  void add_file(const std::string& name, const std::string& file_name, UploadSource source);

  /// Throws what a source threw.
  void rethrow_failure();

  struct Handle;
  Handle& handle() const { return *handle_; }

 private:
  std::unique_ptr<Handle> handle_;
};

}  // namespace vina::curl
