// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace vina::fake {

using Json = nlohmann::json;
using Header = std::pair<std::string, std::string>;

/// One request as it came, whole.
struct Request {
  std::string method;
  std::string path;             ///< percent-decoded, without the query
  std::vector<Header> query;    ///< percent-decoded, in order
  std::vector<Header> headers;  ///< in order
  std::string body;             ///< empty where it was longer than the server reads
  std::size_t body_bytes = 0;   ///< as received, also where `body` was given up

  /// The first of that name, without regard to case; empty where there is none.
  std::string_view header(std::string_view name) const;
  bool has_header(std::string_view name) const;
  std::optional<std::string> query_value(std::string_view name) const;
  /// The media type of the body without its parameters, in lower case.
  std::string content_type() const;
};

/// How the bytes of an answer travel.
enum class Cut {
  kNone,
  kWithoutAnswer,  ///< the connection is closed before the first byte
  kInside,         ///< half of the body is sent, then the connection is closed
  kAfter,          ///< the whole answer is sent, then the connection is closed without a word
};
enum class ContentLength {
  kRight,
  kTooShort,  ///< the header promises half of the body; the rest follows and breaks the connection's next answer
  kTooLong,   ///< the header promises more than comes before the connection is closed
};

struct Delivery {
  Cut cut = Cut::kNone;
  ContentLength content_length = ContentLength::kRight;
  std::size_t piece_bytes = 0;  ///< 0: all at once
  std::chrono::milliseconds between_pieces{0};
};

/// Held from the arrival of a request's headers until just before the last byte of its answer leaves.
class InFlight {
 public:
  virtual ~InFlight() = default;
};

struct Answer {
  int status = 200;
  std::vector<Header> headers;
  std::string body;
  Delivery delivery;
  std::shared_ptr<InFlight> in_flight;
};

/// An answer with a JSON body. `content_type` as the vendor writes it.
Answer json_answer(int status, const Json& body, std::string content_type = "application/json");

/// "%41+b" -> "A+b"; in queries and forms '+' is a space.
std::string percent_decoded(std::string_view text, bool plus_is_space);
/// "a=1&b=%20" in order.
std::vector<Header> parse_query(std::string_view query);
std::string lower_case(std::string_view text);

}  // namespace vina::fake
