// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/curl/form.h"

#include <utility>

#include "base/error.h"
#include "wrap/curl/easy_handle.h"
#include "wrap/curl/form_handle.h"

namespace vina::curl {
namespace {

void check(const char* function, CURLcode code) {
  if (code == CURLE_OK) return;
  throw Error{ErrorKind::kInternal, std::string{function} + " failed: " + curl_easy_strerror(code)};
}

extern "C" std::size_t vina_curl_read_file(char* buffer, std::size_t unit, std::size_t count, void* user) {
  auto& file = *static_cast<Form::Handle::File*>(user);
  try {
    return file.source.read({buffer, unit * count});
  } catch (...) {
    file.failure = std::current_exception();
    return CURL_READFUNC_ABORT;
  }
}

extern "C" int vina_curl_seek_file(void* user, curl_off_t position, int /*origin: always the start*/) {
  auto& file = *static_cast<Form::Handle::File*>(user);
  try {
    return file.source.seek(static_cast<std::uint64_t>(position)) ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL;
  } catch (...) {
    file.failure = std::current_exception();
    return CURL_SEEKFUNC_FAIL;
  }
}

}  // namespace

Form::Handle::Handle(CURL* curl) : mime{curl_mime_init(curl)} {
  if (mime == nullptr) throw Error{ErrorKind::kInternal, "curl_mime_init failed: out of memory"};
}

Form::Handle::~Handle() {
  curl_mime_free(mime);
}

curl_mimepart* Form::Handle::add_part(const std::string& name) {
  curl_mimepart* part = curl_mime_addpart(mime);
  if (part == nullptr) throw Error{ErrorKind::kInternal, "curl_mime_addpart failed: out of memory"};
  check("curl_mime_name", curl_mime_name(part, name.c_str()));
  return part;
}

Form::Form(Easy& easy) : handle_{std::make_unique<Handle>(easy.handle().curl)} {}

Form::~Form() = default;

void Form::add_text(const std::string& name, const std::string& text) {
  check("curl_mime_data", curl_mime_data(handle_->add_part(name), text.data(), text.size()));
}

void Form::add_file(const std::string& name, const std::string& file_name, UploadSource source) {
  curl_mimepart* part = handle_->add_part(name);
  handle_->files.push_back(std::make_unique<Handle::File>(Handle::File{std::move(source), nullptr}));
  Handle::File& file = *handle_->files.back();
  check("curl_mime_filename", curl_mime_filename(part, file_name.c_str()));
  check("curl_mime_type", curl_mime_type(part, "application/octet-stream"));
  check("curl_mime_data_cb", curl_mime_data_cb(part, static_cast<curl_off_t>(file.source.length), &vina_curl_read_file,
                                               &vina_curl_seek_file, nullptr, &file));
}

void Form::rethrow_failure() {
  for (const auto& file : handle_->files) {
    if (file->failure) std::rethrow_exception(std::exchange(file->failure, nullptr));
  }
}

}  // namespace vina::curl
