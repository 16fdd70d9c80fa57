// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vina {

struct HttpHeader {
  std::string name;
  std::string value;
};

/// Header names are the same without regard to case.
bool is_same_header(std::string_view a, std::string_view b);

/// One part of a multipart/form-data body: a text, or a stretch of a file, read while it is sent.
struct FormPart {
  std::string name;
  std::string text;            ///< the value, where `file` is empty
  std::filesystem::path file;  ///< sent as a file part
  std::string file_name;       ///< what the server is told the file is called
  std::uint64_t offset = 0;    ///< of the stretch, in bytes
  std::uint64_t length = 0;    ///< of the stretch, in bytes
};

struct Deadlines {
  std::chrono::milliseconds connect{10'000};
  std::chrono::milliseconds idle{60'000};  ///< without a byte in either direction
  std::chrono::milliseconds total{300'000};
};

struct HttpRequest {
  std::string method = "GET";
  std::string url;  ///< never contains a secret
  std::vector<HttpHeader> headers;
  std::string body;            ///< sent with every method but GET and HEAD
  std::vector<FormPart> form;  ///< sent as multipart/form-data instead of `body` where it is not empty
  Deadlines deadlines;
  std::size_t largest_answer = std::size_t{64} * 1024 * 1024;  ///< in bytes, headers and body after decompression
};

struct HttpResponse {
  int status = 0;
  std::vector<HttpHeader> headers;  ///< of the last answer, in order
  std::string body;

  /// The first header of that name, without regard to case.
  std::optional<std::string_view> header(std::string_view name) const;
};

/// Why there is no answer.
struct TransportFault {
  bool may_have_arrived = false;  ///< the request may have reached the server, which may have acted (and charged)
  bool worth_repeating = true;  ///< false: a certificate that does not verify, an answer that is too large, a wrong URL
  std::string reason;           ///< one line without secrets ("cannot connect to 127.0.0.1 port 80: refused")
};

}  // namespace vina
