// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace vina {

/// A key or password. It has no way into a stream or a format string; whoever needs it for the wire says so.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_{std::move(text)} {}

  bool empty() const { return text_.empty(); }
  /// For the request alone; never for a log, an error, a file or a command line.
  const std::string& reveal() const { return text_; }

  /// `text` with "[secret]" wherever this secret stands in it, also percent-encoded or in base64's alphabets as a
  /// whole. What is shorter than 4 characters is not hidden: it is no key, and would hide words of the message.
  std::string hidden_in(std::string_view text) const;

 private:
  std::string text_;
};

}  // namespace vina
